/** Starts runners in specs, and reads what they made. */
import { runProjections } from '../../projections/runner/run.js';
import type { RunningProjections, RunOptions } from '../../projections/runner/options.js';
import type { Progress, Status } from '../../projections/runner/progress.js';
import type { Projection, ProjectedEvent } from '../../projections/projection.js';
import type {
  CollectionDefinition,
  Document,
  ReadStore,
  Tombstone,
} from '../../projections/read-store.js';
import { expect } from 'chai';
import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import type { EventSource } from '../../projections/runner/source.js';
import { toyCodec, toyLog, toys, type ToyLog } from './toy.js';

export interface Run extends RunningProjections {
  readonly progress: readonly Progress[];
  readonly statuses: readonly Status[];
  /** Waits until something has been reported; at most two seconds. */
  until(condition: (run: Run) => boolean | Promise<boolean>): Promise<void>;
  /** Waits until every fed version has handled all that is in the log. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const patienceMilliseconds = 4_000;

export async function start(
  log: ToyLog,
  store: ReadStore,
  options: Partial<RunOptions> = {},
): Promise<Run> {
  const controller = new AbortController();
  const progress: Progress[] = [];
  const statuses: Status[] = [];
  const running = await runProjections({
    events: log.events,
    store,
    projections: [toys],
    codec: toyCodec,
    signal: controller.signal,
    onProgress: (each) => progress.push(each),
    onStatus: (each) => statuses.push(each),
    ...options,
  });
  const run: Run = {
    ...running,
    progress,
    statuses,
    until: async (condition) => {
      const late = Date.now() + patienceMilliseconds;
      while (!(await condition(run))) {
        if (Date.now() > late) throw new Error(`Waited in vain: ${JSON.stringify(statuses)}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    caughtUp: async () => {
      const head = await log.events.head();
      const names = (options.projections ?? [toys]).map(({ name }) => name);
      await run.until(() =>
        names.every((name) =>
          progress.some((each) => each.projection === name && each.live && each.position >= head),
        ),
      );
    },
    stop: async () => {
      controller.abort();
      await running.finished;
    },
  };
  return run;
}

/** All that is stored of a version, tombstones too, by id. */
export async function storedOf(
  store: ReadStore,
  definition: CollectionDefinition = toys.collection,
): Promise<ReadonlyMap<string, Document | Tombstone>> {
  const found = new Map<string, Document | Tombstone>();
  for await (const page of store.scan(definition))
    for (const each of page) found.set(each._id, each);
  return found;
}

/** The documents of a straight fold over all events, written down as plainly as can be. */
export function straightFold<D extends Document>(
  projection: Projection<D>,
  events: readonly ProjectedEvent[],
): ReadonlyMap<string, Document | Tombstone> {
  const documents = new Map<string, Document | Tombstone>();
  for (const event of events)
    for (const id of new Set(projection.touches(event))) {
      const before = documents.get(id);
      if (before?.parkedAt !== undefined) continue;
      documents.set(id, after(projection, before, event, id));
    }
  return documents;
}

function after<D extends Document>(
  projection: Projection<D>,
  before: Document | Tombstone | undefined,
  event: ProjectedEvent,
  _id: string,
): Document | Tombstone {
  const { position } = event;
  const living = before === undefined || 'deleted' in before ? undefined : before;
  try {
    const body = living === undefined ? undefined : bodyOf(living as D);
    const next = projection.evolve(body, event, _id);
    return next === undefined ? { _id, position, deleted: true } : { ...next, _id, position };
  } catch {
    const parked = { _id, position, parkedAt: position };
    return living === undefined ? { ...parked, deleted: true } : { ...living, ...parked };
  }
}

function bodyOf<D extends Document>(document: D) {
  const body: Partial<D> = { ...document };
  for (const name of ['_id', 'position', 'parkedAt']) Reflect.deleteProperty(body, name);
  return body as Omit<D, keyof Document>;
}

/** A log, a store in memory and runners for each case; what was begun is stopped after it. */
export function stage() {
  const stage = {
    log: toyLog(),
    store: openReadStore(':memory:'),
    runs: [] as Run[],
    begin: async (options: Partial<RunOptions> = {}): Promise<Run> => {
      const run = await start(stage.log, options.store ?? stage.store, options);
      stage.runs.push(run);
      return run;
    },
    expectStraight: async (definition = toys.collection): Promise<void> => {
      const stored = await storedOf(stage.store, definition);
      expect(stored).to.deep.equal(straightFold(toys, await stage.log.all()));
    },
    versions: async (): Promise<readonly string[]> =>
      (await stage.store.versions()).map(
        ({ projection, version, generation, status, serving }) =>
          `${projection} ${version}.${generation} ${status}${serving ? ' serving' : ''}`,
      ),
  };
  beforeEach(() => {
    stage.log = toyLog();
    stage.store = openReadStore(':memory:');
  });
  afterEach(async () => {
    for (const run of stage.runs.splice(0)) await run.stop();
    await stage.store.close();
  });
  return stage;
}

/** A store's methods, to put others in their places. */
export const methodsOf = (store: ReadStore): ReadStore => ({
  versions: store.versions.bind(store),
  collection: store.collection.bind(store),
  close: store.close.bind(store),
  prepare: store.prepare.bind(store),
  finish: store.finish.bind(store),
  serve: store.serve.bind(store),
  drop: store.drop.bind(store),
  commit: store.commit.bind(store),
  stored: store.stored.bind(store),
  parked: store.parked.bind(store),
  repair: store.repair.bind(store),
  scan: store.scan.bind(store),
});

/** A log's methods as a runner needs them, to put others in their places. */
export const sourceOf = ({ events }: ToyLog): EventSource => ({
  identity: events.identity.bind(events),
  head: events.head.bind(events),
  readAll: events.readAll.bind(events),
  subscribe: events.subscribe.bind(events),
});
