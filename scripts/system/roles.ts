import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Health } from '../../http/operations.js';
import type { Role, Settings } from '../configuration/settings.js';
import { SettingsError } from '../configuration/settings.js';
import { engineChoice } from './engines/index.js';
import { openSystem, type System } from './system.js';
import type { DataFiles } from './files.js';
import { checksOf } from './health.js';
import { openReading } from './reading.js';
import type { ServeOptions } from './serve.js';

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
  /** Rejects when a part ends by itself. */
  readonly failed: Promise<never>;
  readonly close: () => Promise<void>;
}

/**
 * Starts the parts of a role on SQLite: one process writes (`all`, `write-api`), any number read
 * (`read-api`).
 *
 * @throws StoreLockedError when another process writes to the log
 * @throws StoreUnavailableError when there is nothing to read yet
 * @throws SettingsError for a role that SQLite can not give a process of its own
 */
export async function openRole(options: RoleOptions): Promise<Running> {
  const { role } = options.settings;
  switch (role) {
    case 'all':
    case 'write-api':
      return openWriting(options, role);
    case 'read-api':
      return {
        ...(await openReading(engineChoice(options.files), options.clock)),
        failed: new Promise(() => undefined),
      };
    case 'projections':
    case 'timekeeper':
    case 'web':
      throw new SettingsError(
        `A process of its own for the role ${role} needs EventStoreDB. On SQLite one process ` +
          'writes (--role all or write-api) and any number read (--role read-api).',
      );
  }
}

async function openWriting(
  options: RoleOptions,
  role: Extract<Role, 'all' | 'write-api'>,
): Promise<Running> {
  const system = await openSystem(options);
  const thread = system.project();
  void thread.live.then(() => system.work());
  return {
    system,
    commands: system.commands,
    ...(role === 'all' ? { reads: system.reads } : {}),
    checks: () => checksOf(system, thread),
    failed: thread.failed,
    close: () => system.close(),
  };
}
