import { expect } from 'chai';
import fc from 'fast-check';
import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import {
  methodsOf,
  sourceOf,
  start,
  storedOf,
  straightFold,
} from '../../test/projections/running.js';
import {
  add,
  pass,
  remove,
  retired,
  spoil,
  toyLog,
  toys,
  type ToyEvent,
  type ToyLog,
} from '../../test/projections/toy.js';
import type { Checkpoint, Commit, ReadStore } from '../read-store.js';
import { livePace, ProjectionConsumer, type Pace } from './projection-consumer.js';
import { beginning, type EventSource } from './source.js';

const keys = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1, maxLength: 2 });

const event: fc.Arbitrary<ToyEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 9 }), keys).map(([n, of]) => add(n, ...of)),
  },
  { weight: 2, arbitrary: keys.map((of) => remove(...of)) },
  { weight: 1, arbitrary: keys.map((of) => spoil(...of)) },
  { weight: 1, arbitrary: fc.constant(pass()) },
  { weight: 1, arbitrary: fc.constant({ type: retired, keys: [], amount: 0 }) },
);

/** One life of one or two runners, ended by a kill at some commit or when all is handled. */
interface Life {
  readonly events: readonly ToyEvent[];
  readonly pageSize: number;
  /** How many commits it sees; then the next is cut off. */
  readonly commits: number;
  /** What of the last commit is stored: nothing, documents without their checkpoint, or all without an answer. */
  readonly cut: 'nothing' | 'documents' | 'all';
  readonly runners: 1 | 2;
}

const life: fc.Arbitrary<Life> = fc.record({
  events: fc.array(event, { maxLength: 12 }),
  pageSize: fc.integer({ min: 1, max: 5 }),
  commits: fc.integer({ min: 0, max: 6 }),
  cut: fc.constantFrom('nothing' as const, 'documents' as const, 'all' as const),
  runners: fc.constantFrom(1 as const, 2 as const),
});

/** A page that is shown, and whether the consumer is killed after it. */
interface Cramped {
  readonly count: number;
  readonly killed: boolean;
}

const crampedPage: fc.Arbitrary<Cramped> = fc.record({
  count: fc.integer({ min: 1, max: 6 }),
  killed: fc.boolean(),
});

/** Room for few documents: some are stored before the checkpoint that covers them. */
const crampedPace: fc.Arbitrary<Pace> = fc
  .record({
    held: fc.integer({ min: 0, max: 3 }),
    keepsWritten: fc.boolean(),
    changesMilliseconds: fc.constantFrom(0, 60_000),
  })
  .map((pace) => ({ ...livePace, idleMilliseconds: 60_000, ...pace }));

describe('projection runner, whatever happens to it', () => {
  it('stores what a straight fold gives: killed at any commit, with any pages, alone or beside another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
        const log = toyLog();
        const store = openReadStore(':memory:');
        for (const each of lives) {
          await log.append(...each.events);
          await Promise.all(Array.from({ length: each.runners }, () => live(log, store, each)));
        }
        const last = await start(log, store);
        await last.caughtUp();
        await last.stop();
        const expected = straightFold(toys, await log.all());
        expect(await storedOf(store)).to.deep.equal(expected);
        await store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('stores the same when any pages are shown again, in any grouping', async () => {
    const pages = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 8 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), pages, async (events, shown) => {
        const log = toyLog();
        await log.append(...events);
        const store = openReadStore(':memory:');
        const all = await log.all();
        await store.prepare(toys.collection, 'code');
        for (const [from, count] of [...shown, [0, all.length] as const])
          await show(store, all, from, count);
        expect(await storedOf(store)).to.deep.equal(straightFold(toys, all));
        await store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('stores the same with room for few documents, killed after any page', async () => {
    const pages = fc.array(crampedPage, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 30 }),
        pages,
        crampedPace,
        async (events, shown, pace) => {
          const log = toyLog();
          await log.append(...events);
          const store = openReadStore(':memory:');
          await store.prepare(toys.collection, 'code');
          const all = await log.all();
          await cramped(store, all, shown, pace);
          expect(await storedOf(store)).to.deep.equal(straightFold(toys, all));
          await store.close();
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Shows the log from where a consumer stands; how far it has come since is lost when it is killed. */
async function cramped(
  store: ReadStore,
  all: Awaited<ReturnType<ToyLog['all']>>,
  pages: readonly Cramped[],
  pace: Pace,
): Promise<void> {
  let consumer = consumerAt(store, undefined, pace);
  for (const { count, killed } of [...pages, { count: all.length, killed: false }]) {
    const after = consumer.position;
    const first = all.filter(({ position }) => position <= after).length;
    const events = all.slice(first, first + count);
    const end = checkpointAt(all, first + events.length - 1);
    if (events.length > 0 && end !== undefined)
      await consumer.handle({ after, events, end: { ...end, recordedAt: '' }, live: false });
    if (killed) consumer = consumerAt(store, (await store.versions('toys'))[0]?.checkpoint, pace);
  }
  await consumer.flush();
}

/** Shows a run of events to a consumer that stands right before them, though later ones may be folded already. */
async function show(
  store: ReadStore,
  all: Awaited<ReturnType<ToyLog['all']>>,
  from: number,
  count: number,
): Promise<void> {
  // A consumer never stands behind what the documents lack, so nothing may be left out before it.
  const stood = (await store.versions('toys'))[0]?.checkpoint?.position ?? beginning;
  const first = Math.min(from, all.filter(({ position }) => position <= stood).length);
  const events = all.slice(first, first + count);
  const end = checkpointAt(all, first + events.length - 1);
  const checkpoint = checkpointAt(all, first - 1);
  if (events.length === 0 || end === undefined) return;
  const consumer = consumerAt(store, checkpoint);
  const after = consumer.position;
  await consumer.handle({ after, events, end: { ...end, recordedAt: '' }, live: false });
  await consumer.flush();
}

const consumerAt = (
  store: ReadStore,
  checkpoint: Checkpoint | undefined,
  pace = livePace,
): ProjectionConsumer =>
  new ProjectionConsumer({
    store,
    projection: toys,
    definition: toys.collection,
    logId: 'log',
    pace,
    ...(checkpoint && { checkpoint }),
  });

function checkpointAt(
  all: Awaited<ReturnType<ToyLog['all']>>,
  index: number,
): Checkpoint | undefined {
  const event = all[index];
  if (event === undefined) return undefined;
  const previous = all[index - 1]?.position ?? beginning;
  return { logId: 'log', position: event.position, eventId: event.id, previous };
}

async function live(
  log: ToyLog,
  store: ReadStore,
  { pageSize, commits, cut }: Life,
): Promise<void> {
  const killed = new AbortController();
  let left = commits;
  const mortal: ReadStore = {
    ...methodsOf(store),
    commit: async (commit) => {
      // Another runner may come in between.
      await Promise.resolve();
      if (left-- > 0) return store.commit(commit);
      if (!killed.signal.aborted) await cutOff(store, commit, cut);
      killed.abort();
      throw new Error('killed');
    },
  };
  const run = await start(log, mortal, {
    signal: killed.signal,
    events: inPages(sourceOf(log), pageSize),
  });
  await Promise.race([
    run.caughtUp().catch(() => undefined),
    new Promise((resolve) => {
      killed.signal.addEventListener('abort', resolve);
    }),
  ]);
  killed.abort();
  await run.finished;
}

async function cutOff(store: ReadStore, commit: Commit, cut: Life['cut']): Promise<void> {
  const { collection, writes } = commit;
  if (cut === 'all') await store.commit(commit);
  if (cut === 'documents') await store.commit({ collection, writes });
}

const inPages = (source: EventSource, pageSize: number): EventSource => ({
  ...source,
  readAll: (options) => source.readAll({ ...options, pageSize }),
  subscribe: (options, signal) => source.subscribe({ ...options, pageSize }, signal),
});
