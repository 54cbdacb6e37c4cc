/** The journal beside a file (SQLite's WAL): what was written last stands there until a checkpoint moves it. */
import { statSync } from 'node:fs';
import { sqliteCode, type Connection } from './driver.js';

/** Bytes that a journal keeps on disk once it starts over: what a checkpoint moves at a time. */
export const longestJournal = 16_384 * 8_192;

const busyMilliseconds = 100;

/** Bytes of the journal beside a file; 0 where there is none. */
export const journalSize = (path: string): number =>
  statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** Moves all of the journal into the file, so that the next start need not read it; what can not be moved stays in it. */
export function emptyJournal(db: Connection): void {
  try {
    db.exec(`PRAGMA busy_timeout = ${busyMilliseconds}`);
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').row();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
  }
}
