import { StoreLockedError } from '../../domain/kernel/faults.js';
import { openDatabase, sqliteCode } from './driver.js';

/** A lock held until it is released or the process ends, however it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a file that serves nothing else; it is created when missing.
 *
 * The lock is SQLite's own, so that a process that was killed leaves none behind, which a file with
 * a process id would. While it is held, nobody in this process may open or copy the file: closing
 * any handle of it drops the lock.
 *
 * @param guarded what the lock stands for, named in the error
 * @throws StoreLockedError when this or another process holds it.
 */
export function acquireLock(path: string, guarded: string): Lock {
  const connection = openDatabase(path, { busyMilliseconds: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw new StoreLockedError(guarded);
    throw error;
  }
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}
