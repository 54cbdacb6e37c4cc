import { createCommands, createTimekeeper, type Application } from '../../commands/index.js';
import type { EventStore } from '../../commands/event-store.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { DueStreams } from '../../commands/ports/due-streams.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Reads } from '../../http/reads.js';
import type { DeadlineView } from '../../projections/deadlines/model.js';
import { dueBefore } from '../../projections/deadlines/queries.js';
import type { ReadModels } from '../../projections/read-store.js';
import { served } from '../../projections/served.js';
import { turnCollection, type TurnView } from '../../projections/turns/model.js';
import { PositionWaiter } from '../../projections/runner/waiter.js';
import type { Settings } from '../configuration/settings.js';
import { countingStore } from '../import/run/count-events.js';
import { Background } from './background.js';
import { codec } from './codec.js';
import {
  engineChoice,
  openEngines,
  type EngineChoice,
  type Engines,
  type Operations,
  type WritableLog,
} from './engines/index.js';
import { cityFiles } from './city-files.js';
import { createFacts } from './facts.js';
import type { DataFiles } from './files.js';
import { FilesInspection } from './inspection.js';
import { createReads } from './reads.js';
import { Trust } from './trust.js';
import {
  startProjections,
  type ProjectionsOptions,
  type ProjectionsThread,
} from './threads/projections-client.js';

export interface SystemOptions {
  readonly files: DataFiles;
  readonly settings: Pick<
    Settings,
    'cachedStates' | 'timekeeperSeconds' | 'leaseSeconds' | 'mongodbUri' | 'eventstoreUrl'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Start the thread that folds the log at once: it takes as long to load as all the rest to open. */
  readonly folds?: boolean;
  /** Ask who folds the log now to hand it over: for a command that an operator waits for. */
  readonly takeOver?: boolean;
  /** What to do about read models that were folded from another log; `refuse` by default. */
  readonly whenLogDiffers?: ProjectionsOptions['whenLogDiffers'];
}

/** The writing side of a city, with what it reads. */
export interface System {
  readonly store: EventStore;
  /** `ok`, or what is wrong with the log. */
  readonly logHealth: () => Promise<string>;
  readonly commands: Application;
  readonly models: ReadModels;
  readonly reads: Reads;
  readonly waiter: PositionWaiter;
  /** Whether read models are of this log. */
  readonly trust: Trust;
  readonly operations: Operations;
  readonly timekeeper: ReturnType<typeof createTimekeeper>;
  readonly clock: Clock;
  /** Type → events appended since the process began. */
  readonly appended: () => Readonly<Record<string, number>>;
  /** Starts the thread that folds the log, once; with `hold` it loads in bulk until it is released. */
  readonly project: (hold?: boolean) => ProjectionsThread;
  /** `ok`, or which files are damaged, as far as they have been read through. */
  readonly filesHealth: () => string;
  /** Reads all files through, beside all other work, once. */
  readonly inspectFiles: () => Promise<void>;
  /** Starts reactions and the timekeeper. */
  readonly work: () => void;
  readonly background: Pick<Background, 'underWay' | 'stopped'>;
  /** Drains what is under way and releases the log. */
  readonly close: () => Promise<void>;
}

/** Which streams have something due, from the deadlines read model. */
export const dueStreamsOf = (reads: Reads): DueStreams => ({
  dueBefore: async (at, limit, after) =>
    dueBefore((await reads.serving<DeadlineView>('deadlines')).collection, at, limit, after),
});

/**
 * @throws StoreLockedError when another process writes to the log
 * @throws StoreDamagedError when a file is not as it was written
 */
export async function openSystem(options: SystemOptions): Promise<System> {
  const { files, settings, clock } = options;
  const choice = engineChoice(files, settings);
  const engines = await openEngines(choice);
  const log = await engines.openLog(() => clock.now());
  try {
    return await openAround(log, { engines, choice }, options);
  } catch (error) {
    // Its thread would keep the process, which can not go on, from ending.
    await log.store.close();
    throw error;
  }
}

async function openAround(
  { store, health: logHealth }: WritableLog,
  { engines, choice }: Pick<Parts, 'engines' | 'choice'>,
  options: SystemOptions,
): Promise<System> {
  const { settings, clock, logger } = options;
  const models = await engines.openModels();
  const waiter = new PositionWaiter({ poll: models });
  const trust = new Trust({ models, events: store, logger });
  const reads = createReads({ models, events: store, codec, waiter, clock, trust });
  const counting = countingStore(store);
  const commands = createCommands({
    store: counting.store,
    codec,
    clock,
    logger,
    facts: createFacts({ reads, logger, turns: served<TurnView>(models, turnCollection.name) }),
    cacheSize: settings.cachedStates,
  });
  const operations = await engines.openOperations();
  const timekeeper = timekeeperOf({ reads, commands }, options);
  const { appended } = counting;
  const parts = {
    trust,
    store,
    logHealth,
    commands,
    models,
    reads,
    waiter,
    operations,
    timekeeper,
  };
  const running = lifecycle({ ...parts, engines, choice }, options);
  if (options.folds === true) running.project();
  await trust.watch();
  return { ...parts, clock, appended, ...running };
}

const timekeeperOf = (
  { reads, commands }: Pick<System, 'reads' | 'commands'>,
  { clock, logger, settings }: SystemOptions,
): System['timekeeper'] =>
  createTimekeeper({
    due: dueStreamsOf(reads),
    execute: (dispatch) => commands.execute(dispatch),
    clock,
    logger,
    interval: settings.timekeeperSeconds * 1000,
  });

interface Parts extends Omit<
  System,
  | 'project'
  | 'work'
  | 'background'
  | 'close'
  | 'clock'
  | 'appended'
  | 'filesHealth'
  | 'inspectFiles'
> {
  readonly engines: Engines;
  readonly choice: EngineChoice;
}

function lifecycle(parts: Parts, options: SystemOptions) {
  const stopping = new AbortController();
  const background = new Background();
  const working: Promise<void>[] = [];
  const inspection = new FilesInspection(cityFiles(parts.choice), options.logger);
  let thread: ProjectionsThread | undefined;
  return {
    background,
    filesHealth: () => inspection.health,
    inspectFiles: () => inspection.run(),
    project: (hold = false) => (thread ??= projectionsOf(parts, options, hold)),
    work: () => {
      const { clock, logger, settings } = options;
      const { leaseSeconds } = settings;
      const { leases } = parts.engines;
      working.push(
        background.run({ ...parts, clock, logger, leases, leaseSeconds }, stopping.signal),
      );
    },
    close: async () => {
      stopping.abort();
      await inspection.stop();
      await Promise.all(working);
      await parts.commands.close();
      await thread?.stop();
      await parts.trust.close();
      await parts.store.close();
      await parts.models.close();
      await parts.operations.close();
      await parts.engines.close();
    },
  };
}

const projectionsOf = (
  { choice, waiter }: Parts,
  { settings, logger, takeOver = false, whenLogDiffers = 'refuse' }: SystemOptions,
  hold: boolean,
): ProjectionsThread =>
  startProjections({
    hold,
    takeOver,
    whenLogDiffers,
    choice,
    leaseSeconds: settings.leaseSeconds,
    logger,
    onProgress: (progress) => waiter.hear(progress),
  });
