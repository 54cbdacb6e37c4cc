import { CommanderError } from 'commander';
import { Fault } from '../../domain/kernel/faults.js';
import { SettingsError } from '../configuration/settings.js';
import { CommandError } from './output.js';

/** What a command that failed says and ends with. */
export interface Ended {
  readonly exitCode: number;
  /** Absent where it has been said already. */
  readonly words?: string;
}

/** What the system refused, and what to do, by its code. */
const refusals: Readonly<Record<string, string>> = {
  ENOENT: 'is not there: check the path',
  ENOTDIR: 'can not be used: a part of its path is a file; name another path',
  EISDIR: 'is a folder: name a file',
  EEXIST: 'is there already: name another one',
  EACCES: 'may not be used by this user: change its permissions, or name another one',
  EPERM: 'may not be used by this user: change its permissions, or name another one',
  EROFS: 'is on a read-only file system: name another one',
  ENOSPC: 'can not be written, since the disk is full: free some space',
};

function refusedBySystem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  const refusal = refusals[String(error.code)];
  return refusal === undefined ? undefined : `${String(error.path)} ${refusal}.`;
}

/** What the user can act on is said plainly; anything else is a fault with its stack. */
export function endedBy(error: unknown): Ended {
  if (error instanceof CommanderError) return { exitCode: error.exitCode };
  if (error instanceof CommandError) return { exitCode: error.exitCode, words: error.message };
  if (error instanceof Fault || error instanceof SettingsError)
    return { exitCode: 2, words: error.message };
  const refused = refusedBySystem(error);
  if (refused !== undefined) return { exitCode: 1, words: refused };
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 1, words };
}
