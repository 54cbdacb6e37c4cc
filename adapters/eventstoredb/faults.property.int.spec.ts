import { expect } from 'chai';
import fc from 'fast-check';
import { ConflictError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import {
  collect,
  follow,
  idsOf,
  newEvents,
  newStream,
  patience,
  readAllOf,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';

const appendFault = fc.constantFrom(
  'gone-before-write',
  'gone-after-write',
  'timeout',
  'unknown-error',
  'no-position',
  'answered-twice',
  'no-answer',
);
const drop = fc.constantFrom('too-slow', 'ended', 'unknown-error', 'mute');

/** An append of so many events to one of three streams, and what goes wrong around it. */
const step = fc.record({
  stream: fc.nat(2),
  count: fc.integer({ min: 1, max: 40 }),
  faults: fc.array(appendFault, { maxLength: 2 }),
  drop: fc.option(drop, { nil: undefined, freq: 3 }),
});

describe('an EventStoreDB that fails at random', () => {
  const made = onStandIn(
    { links: true, backAfter: 10 },
    { limits: { callMilliseconds: 250, idleMilliseconds: 60, longestWaitMilliseconds: 100 } },
  );

  /** As the pipeline of commands does: the identical append, until its outcome is known. */
  const surely = async (...[stream, events, expected]: Parameters<typeof append>) => {
    for (;;)
      try {
        return await append(stream, events, expected);
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
      }
  };
  const append = (
    stream: ReturnType<typeof newStream>,
    events: ReturnType<typeof newEvents>,
    expected: bigint | 'none',
  ) => made().store.append(stream, events, expected);

  it('loses nothing, doubles nothing, and delivers everything once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { server, store, open } = made();
        const start = await store.head();
        const total = steps.reduce((sum, { count }) => sum + count, 0);
        const following = follow(open(), start, total);
        const streams = [newStream(), newStream(), newStream()];
        const written = new Map(streams.map((stream) => [stream, [] as string[]]));
        for (const { stream, count, faults, drop: how } of steps) {
          const name = streams[stream]!;
          const known = written.get(name)!;
          const events = newEvents(count);
          server.faults.planAppends(...faults);
          if (how !== undefined) server.faults.drop(how);
          const expected = known.length === 0 ? 'none' : BigInt(known.length - 1);
          const { revision } = await surely(name, events, expected);
          known.push(...idsOf(events));
          expect(revision).to.equal(BigInt(known.length - 1));
          const stale = surely(name, newEvents(1), 'none').catch((error: unknown) => error);
          expect(await stale).to.be.instanceOf(ConflictError);
        }
        for (const stream of streams)
          expect(idsOf(await readAllOf(store, stream))).to.deep.equal(written.get(stream));
        const log = await collect(store.readAll({ after: start }));
        expect(log).to.have.length(total);
        const pages = await within(patience, following);
        expect(pages.flatMap(({ events }) => events)).to.deep.equal(log);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }).timeout(120_000);
});
