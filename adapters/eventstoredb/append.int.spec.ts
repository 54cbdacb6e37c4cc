import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { EventStore } from '../../commands/event-store.js';
import {
  ConflictError,
  InvalidAppendError,
  StoreBusyError,
  StoreUnavailableError,
} from '../../domain/kernel/faults.js';
import { problemOfFault } from '../../http/problem.js';
import {
  collect,
  failure,
  idsOf,
  newEvents,
  newStream,
  patience,
  readAllOf,
  within,
} from '../../test/contracts/event-store/samples.js';
import { onStandIn } from '../../test/servers/eventstoredb.js';
import type { AppendFault } from '../../test/servers/eventstoredb/faults.js';

describe('appending to EventStoreDB in trouble', () => {
  const made = onStandIn({ links: true });

  /** What is stored of three events whose append met a fault. */
  const appended = async (fault: AppendFault, store: EventStore = made().store) => {
    const stream = newStream();
    const events = newEvents(3);
    made().server.faults.planAppends(fault);
    const result = await store.append(stream, events, 'none');
    const stored = await readAllOf(store, stream);
    expect(idsOf(stored)).to.deep.equal(idsOf(events));
    expect(result).to.deep.equal({ revision: 2n, position: stored[2]!.position });
  };

  for (const [fault, title] of [
    ['gone-before-write', 'whose server vanished before it wrote'],
    ['gone-after-write', 'whose server vanished after it had written'],
    ['timeout', 'that the server gave up'],
    ['unknown-error', 'that the server refused in words nobody knows'],
  ] as const)
    it(`repeats an append ${title}, and writes it once`, () => appended(fault));

  for (const [fault, title] of [
    ['no-position', 'finds the position when the server does not say it'],
    ['answered-twice', 'takes one of two answers'],
  ] as const)
    it(title, async () => {
      await appended(fault);
      await made().store.append(newStream(), newEvents(1), 'none');
    });

  for (const [fault, title] of [
    ['no-answer', 'that is never answered'],
    ['stranger', 'whose answer names another one'],
  ] as const)
    it(`gives up an append ${title} after its time, and answers its repetition`, async () => {
      const { server, store } = made();
      server.faults.planAppends(fault);
      const stream = newStream();
      const events = newEvents(2);
      const append = () => store.append(stream, events, 'none');
      expect(await failure(() => within(5_000, append()))).to.be.instanceOf(StoreUnavailableError);
      expect((await append()).revision).to.equal(1n);
      expect(await readAllOf(store, stream)).to.have.length(2);
    });

  it('waits for a server that comes back in time', async () => {
    const { server, open } = made();
    const store = open({ limits: { callMilliseconds: 5_000 } });
    server.goAway();
    const writing = store.append(newStream(), newEvents(1), 'none');
    await sleep(400);
    await server.comeBack();
    expect((await within(patience, writing)).revision).to.equal(0n);
  });

  it('loses and doubles nothing of many writers when the server vanishes again and again', async () => {
    const { server, open } = made();
    const store = open({ limits: { callMilliseconds: 10_000 } });
    const streams = Array.from({ length: 16 }, () => newStream());
    const expected = new Map<string, string[]>();
    const write = async (stream: ReturnType<typeof newStream>, index: number) => {
      const ids: string[] = [];
      for (let round = 0; round < 12; round++) {
        if (round % 4 === 2 && index === 0)
          server.faults.planAppends('gone-after-write', 'gone-before-write');
        const events = newEvents(2);
        await store.append(stream, events, round === 0 ? 'none' : BigInt(round * 2 - 1));
        ids.push(...idsOf(events));
      }
      expected.set(stream, ids);
    };
    await Promise.all(streams.map(write));
    for (const stream of streams)
      expect(idsOf(await readAllOf(store, stream))).to.deep.equal(expected.get(stream));
    expect(await collect(store.readAll())).to.have.length(16 * 24);
  }).timeout(20_000);

  it('gives up while the server is frozen, and goes on when it thaws', async () => {
    const { server, store } = made();
    const stream = newStream();
    const events = newEvents(2);
    server.faults.freeze();
    const frozen = failure(() => store.append(stream, events, 'none'));
    expect(await within(patience, frozen)).to.be.instanceOf(StoreUnavailableError);
    server.faults.thaw();
    expect((await store.append(stream, events, 'none')).revision).to.equal(1n);
    expect(await readAllOf(store, stream)).to.have.length(2);
  });

  it('answers callers of the API with 503 and Retry-After, gone or frozen', async () => {
    const { server, store } = made();
    const answer = async () => {
      const error = await failure(() => store.append(newStream(), newEvents(1), 'none'));
      const { problem, retryAfter } = problemOfFault(error, 'request-1');
      return { status: problem.status, code: problem.code, retryAfter };
    };
    const unavailable = { status: 503, code: 'store.unavailable', retryAfter: 1 };
    server.faults.freeze();
    expect(await answer()).to.deep.equal(unavailable);
    server.goAway();
    expect(await answer()).to.deep.equal(unavailable);
  });

  it('takes no more at once than it may, and writes nothing of what it turns away', async () => {
    const { server, open } = made();
    const store = open({ limits: { appends: 2 } });
    server.faults.freeze();
    const taken = [1, 2].map(() => store.append(newStream(), newEvents(1), 'none'));
    const stream = newStream();
    const tooMany = await failure(() => store.append(stream, newEvents(1), 'none'));
    expect(tooMany).to.be.instanceOf(StoreBusyError);
    server.faults.thaw();
    await Promise.all(taken);
    expect(await readAllOf(store, stream)).to.deep.equal([]);
  });

  it('takes no more bytes at once than it may', async () => {
    const store = made().open({ limits: { bytes: 1_000 } });
    const large = () => store.append(newStream(), newEvents(20), 'none');
    expect(await failure(large)).to.be.instanceOf(StoreBusyError);
    await store.append(newStream(), newEvents(1), 'none');
  });

  it('leaves the appends of another store alone when its own call breaks', async () => {
    const { server, store, open } = made();
    const other = open();
    for (const one of [store, other]) await one.append(newStream(), newEvents(1), 'none');
    server.faults.planAppends('no-answer');
    const unanswered = failure(() => store.append(newStream(), newEvents(1), 'none'));
    await sleep(20);
    const stream = newStream();
    for (let revision = -1n; revision < 200n; revision += 1n)
      await other.append(stream, newEvents(1), revision < 0n ? 'none' : revision);
    expect(await unanswered).to.be.instanceOf(StoreUnavailableError);
    await store.close();
    await other.append(newStream(), newEvents(1), 'none');
  });

  it('says at once that an append is invalid, without a server', async () => {
    const { server, store } = made();
    server.goAway();
    const [event] = newEvents(1);
    for (const invalid of [{ type: '' }, { id: 'one' }, { data: 1n }, { data: undefined }])
      expect(
        await failure(() =>
          store.append(newStream(), [{ ...event!, ...invalid } as never], 'none'),
        ),
      ).to.be.instanceOf(InvalidAppendError);
  });

  it('says which revision the stream has in a conflict that it learns by repeating', async () => {
    const { server, store } = made();
    const stream = newStream();
    await store.append(stream, newEvents(4), 'none');
    server.faults.planAppends('gone-before-write');
    const error = await failure(() => store.append(stream, newEvents(1), 1n));
    expect(error).to.be.instanceOf(ConflictError).and.include({ expected: 1n, actual: 3n });
  });
});
