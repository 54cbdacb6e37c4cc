import {
  openSqliteEventStore,
  type SqliteEventStore,
} from '../../adapters/sqlite/event-store/index.js';
import { openOperations, type Operations } from '../../adapters/sqlite/operations/operations.js';
import { openReaders, openReadStore } from '../../adapters/sqlite/read-store/index.js';
import {
  createCommands,
  createReactions,
  createTimekeeper,
  mirrorLink,
  type Application,
} from '../../commands/index.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { DueStreams } from '../../commands/ports/due-streams.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Reads } from '../../http/reads.js';
import type { DeadlineView } from '../../projections/deadlines/model.js';
import { dueBefore } from '../../projections/deadlines/queries.js';
import type { ReadModels } from '../../projections/read-store.js';
import { PositionWaiter } from '../../projections/runner/waiter.js';
import type { Settings } from '../configuration/settings.js';
import { countingStore } from '../import/run/count-events.js';
import { codec } from './codec.js';
import { createFacts } from './facts.js';
import type { DataFiles } from './files.js';
import { createReads } from './reads.js';
import { startProjections, type ProjectionsThread } from './threads/projections-client.js';

export interface EmbeddedOptions {
  readonly files: DataFiles;
  readonly settings: Pick<Settings, 'cachedStates' | 'timekeeperSeconds'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A whole city in one process on SQLite. */
export interface System {
  readonly store: SqliteEventStore;
  readonly commands: Application;
  readonly models: ReadModels;
  readonly reads: Reads;
  readonly waiter: PositionWaiter;
  readonly operations: Operations;
  readonly timekeeper: ReturnType<typeof createTimekeeper>;
  readonly clock: Clock;
  /** Type → events appended since the process began. */
  readonly appended: () => Readonly<Record<string, number>>;
  /** Starts the thread that folds the log, once; with `hold` it loads in bulk until it is released. */
  readonly project: (hold?: boolean) => ProjectionsThread;
  /** Starts reactions and the timekeeper. */
  readonly work: () => void;
  /** Drains what is under way and releases the log. */
  readonly close: () => Promise<void>;
}

/** Which streams have something due, from the deadlines read model. */
export const dueStreamsOf = (reads: Reads): DueStreams => ({
  dueBefore: async (at, limit, after) =>
    dueBefore((await reads.serving<DeadlineView>('deadlines')).collection, at, limit, after),
});

/** @throws StoreLockedError when another process writes to the log */
export async function openEmbedded(options: EmbeddedOptions): Promise<System> {
  const { files, settings, clock, logger } = options;
  const store = await openSqliteEventStore({ path: files.events, now: () => clock.now() });
  // Makes the file when it is missing, so that readers find one.
  await openReadStore(files.readModels).close();
  const models = openReaders(files.readModels);
  const waiter = new PositionWaiter({ poll: models });
  const reads = createReads({ models, events: store, codec, waiter, clock });
  const counting = countingStore(store);
  const commands = createCommands({
    store: counting.store,
    codec,
    clock,
    logger,
    facts: createFacts(reads),
    cacheSize: settings.cachedStates,
  });
  const operations = openOperations(files.operations);
  const timekeeper = createTimekeeper({
    due: dueStreamsOf(reads),
    execute: (dispatch) => commands.execute(dispatch),
    clock,
    logger,
    interval: settings.timekeeperSeconds * 1000,
  });
  const { appended } = counting;
  const parts = { store, commands, models, reads, waiter, operations, timekeeper, clock, appended };
  return { ...parts, ...lifecycle(parts, options) };
}

type Parts = Omit<System, 'project' | 'work' | 'close'>;

function lifecycle(parts: Parts, { files, logger }: EmbeddedOptions) {
  const stopping = new AbortController();
  const background: Promise<unknown>[] = [];
  let thread: ProjectionsThread | undefined;
  return {
    project: (hold = false) => {
      thread ??= startProjections({
        hold,
        events: files.events,
        readModels: files.readModels,
        logger,
        onProgress: ({ projection, position, serving }) => {
          if (serving) parts.waiter.advance(projection, position);
        },
      });
      return thread;
    },
    work: () => {
      background.push(parts.timekeeper.run(stopping.signal), react(parts, logger, stopping.signal));
    },
    close: async () => {
      stopping.abort();
      await Promise.all(background);
      await parts.commands.close();
      await thread?.stop();
      await parts.store.close();
      await parts.models.close();
      parts.operations.close();
    },
  };
}

/** A reaction that cannot go on must not take the city down: it is said, and shown by `charter doctor`. */
async function react(parts: Parts, logger: Logger, signal: AbortSignal): Promise<void> {
  const { store, commands, operations, clock } = parts;
  try {
    await createReactions({
      reactions: [mirrorLink],
      store,
      execute: (dispatch) => commands.execute(dispatch),
      codec,
      checkpoints: operations.checkpoints,
      parking: operations.parking,
      clock,
      logger,
    }).run(signal);
  } catch (error) {
    logger.error({ error }, 'reactions stopped');
  }
}
