import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Work } from '../../http/metrics.js';
import { StoreLockedError } from '../../domain/kernel/faults.js';
import type { Health } from '../../http/operations.js';
import { SettingsError, type Role, type Settings } from '../configuration/settings.js';
import { engineChoice, type EngineChoice } from './engines/index.js';
import type { DataFiles } from './files.js';
import { foldingChecks, servedChecks } from './health.js';
import { openReading } from './reading.js';
import type { ServeOptions } from './serve.js';
import { openSystem, type System } from './system.js';
import { startProjections, type ProjectionsThread } from './threads/projections-client.js';

export interface RoleOptions {
  readonly files: DataFiles;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a process of one role does, and what it serves. */
export interface Running extends Pick<ServeOptions, 'commands' | 'reads'> {
  /** The writing side, in a process that has it. */
  readonly system?: System;
  readonly checks: () => Promise<Health['checks']>;
  /** What it counts of its work. */
  readonly work: () => Work;
  /** Rejects when a part ends by itself. */
  readonly failed: Promise<never>;
  readonly close: () => Promise<void>;
}

/** What a process that has the writing side does with it. */
interface Duties {
  /** Folds the log into read models. */
  readonly folds?: true;
  /** Runs reactions and the timekeeper. */
  readonly works?: true;
  /** Takes commands over HTTP. */
  readonly writes?: true;
  /** Answers queries over HTTP. */
  readonly reads?: true;
}

const longestStart = 2_000;

type WritingRole = Exclude<Role, 'read-api' | 'projections'>;

/** On servers each role is one duty; any number of processes may have it. */
const onServers: Readonly<Record<WritingRole, Duties>> = {
  all: { folds: true, works: true, writes: true, reads: true },
  'write-api': { writes: true },
  timekeeper: { works: true },
  web: { writes: true, reads: true },
};

/** On SQLite the one process that writes does all that needs the log's lock. */
const onSqlite: Readonly<Partial<Record<WritingRole, Duties>>> = {
  all: onServers.all,
  'write-api': { folds: true, works: true, writes: true },
};

/**
 * Starts the parts of a role. On SQLite one process writes (`all`, `write-api`) and any number read
 * (`read-api`); on EventStoreDB and MongoDB there may be several processes of each role.
 *
 * @throws StoreUnavailableError when there is nothing to read yet, or no server answers
 * @throws SettingsError for a role that SQLite can not give a process of its own, or when another one writes
 */
export async function openRole(options: RoleOptions): Promise<Running> {
  const { files, settings, clock, logger } = options;
  const { role } = settings;
  const choice = engineChoice(files, settings);
  if (role === 'read-api')
    return { ...(await openReading({ choice, clock, logger })), work: () => ({}), failed: never };
  const needsServers = choice.kind === 'sqlite' && (role === 'projections' || !(role in onSqlite));
  if (needsServers)
    throw new SettingsError(
      `A process of its own for the role ${role} needs EventStoreDB. On SQLite one process ` +
        'writes (--role all or write-api) and any number read (--role read-api).',
    );
  if (role === 'projections') return openFolding(options, choice);
  const duties = choice.kind === 'sqlite' ? onSqlite : onServers;
  return openWriting(options, duties[role] ?? {}, choice);
}

const never = new Promise<never>(() => undefined);

/** Folds the log into read models whenever it is this process's turn. */
function openFolding({ settings, logger }: RoleOptions, choice: EngineChoice): Running {
  const { leaseSeconds } = settings;
  const thread = startProjections({ choice, leaseSeconds, logger });
  return {
    checks: () => Promise.resolve(foldingChecks(thread)),
    work: () => ({ folding: thread.progress.values(), leases: leaseOf(thread) }),
    failed: thread.failed,
    close: () => thread.stop(),
  };
}

/** @throws SettingsError that says what a second process can do, where a first one writes */
function alsoReading(error: unknown): never {
  if (!(error instanceof StoreLockedError)) throw error;
  throw new SettingsError(
    `${error.message} To read beside it, start this one with --role read-api.`,
  );
}

async function openWriting(
  options: RoleOptions,
  duties: Duties,
  choice: EngineChoice,
): Promise<Running> {
  const { folds = false } = duties;
  const system = await openSystem({ ...options, folds }).catch(alsoReading);
  const thread = folds ? system.project() : undefined;
  // Where another process may be the one that folds, there is nothing to wait for.
  const ready = choice.kind === 'sqlite' ? thread?.live : undefined;
  void inspectBesides(system, ready);
  if (duties.works) void Promise.resolve(ready).then(() => system.work());
  return {
    system,
    ...servedBy(system, duties),
    checks: () => writingChecks(system, duties, thread),
    work: () => ({
      appended: system.appended(),
      commands: system.commands.counts(),
      folding: thread?.progress.values() ?? [],
      leases: [...system.background.underWay, ...leaseOf(thread)],
      stopped: system.background.stopped.keys(),
    }),
    failed: thread?.failed ?? never,
    close: () => system.close(),
  };
}

/** Reads the files through once the city has started, or is late because of what is wrong with them. */
async function inspectBesides(system: System, ready: Promise<void> | undefined): Promise<void> {
  await Promise.race([ready, sleep(longestStart, undefined, { ref: false })]);
  await system.inspectFiles();
}

const leaseOf = (thread: ProjectionsThread | undefined): readonly string[] =>
  thread === undefined || thread.standsBy ? [] : ['projections'];

const servedBy = (
  { commands, reads }: System,
  duties: Duties,
): Pick<Running, 'commands' | 'reads'> => ({
  ...(duties.writes ? { commands } : {}),
  ...(duties.reads ? { reads } : {}),
});

const writingChecks = async (
  system: System,
  { reads }: Duties,
  thread: ProjectionsThread | undefined,
): Promise<Health['checks']> => ({
  log: await system.logHealth(),
  ...(system.filesHealth() === 'ok' ? {} : { files: system.filesHealth() }),
  ...(reads && thread === undefined ? await servedChecks(system.models, system.trust) : {}),
  ...(thread && foldingChecks(thread)),
  ...Object.fromEntries(system.background.stopped),
});
