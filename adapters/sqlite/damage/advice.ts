/** Turns what SQLite says of a damaged file into what to do about it. */
import { basename } from 'node:path';
import { StoreDamagedError } from '../../../domain/kernel/faults.js';
import { isDamaged } from '../driver.js';

/** For the log and what reactions remember, which can not be made again. */
export const restoreBackup =
  'Stop the city, keep a copy of its folder, and restore the last backup: charter restore.';

/** For read models, which can. */
export const foldAgain = (path: string): string =>
  `Stop the city, delete ${['', '-wal', '-shm'].map((suffix) => basename(path) + suffix).join(', ')}, ` +
  'and start it: they are folded from the log again.';

/** @throws StoreDamagedError in place of what SQLite throws for a damaged file */
export function tellingDamage<T>(path: string, advice: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isDamaged(error)) throw error;
    throw new StoreDamagedError(path, messageOf(error), advice, { cause: error });
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
