/** The file of an event log: its tables, its version, and how a place in it is written. */
import { randomUUID } from 'node:crypto';
import { beginning } from '../../../commands/event-store.js';
import { StoreFormatError } from '../../../domain/kernel/faults.js';
import type { Position } from '../../../domain/kernel/ids.js';
import { foreignPosition } from '../../event-store/foreign-position.js';
import { sqliteCode, type Connection } from '../driver.js';
import { longestJournal } from '../journal.js';

const formatVersion = 1;
/** `Chrt` in ASCII: tells a log from any other SQLite file. */
const applicationId = 0x43687274;

// A page of 8 KiB holds several events, and 16,384 of them keep a checkpoint near 0.1 s. Files are not mapped: it
// measured no faster, and every connection counts what it maps as memory of its own.
const settings = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
`;

const writerSettings = `
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 16384;
  PRAGMA journal_size_limit = ${longestJournal};
  PRAGMA cache_size = -65536;
`;

const readerSettings = `
  PRAGMA cache_size = -16384;
`;

const tables = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    pos INTEGER PRIMARY KEY,
    sid INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    UNIQUE (sid, rev)
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${formatVersion};
`;

/**
 * Makes an empty file a log, or checks that it is one.
 *
 * @throws StoreFormatError when it is another program's or a newer Charter's.
 */
export function prepareLog(connection: Connection, path: string): void {
  if (isUnmade(connection)) createLog(connection);
  verifyLog(connection, path);
}

/** Settings of the one connection that writes. */
export const tuneWriter = (connection: Connection): void => {
  connection.exec(writerSettings);
};

/** Settings of a connection that reads. */
export const tuneReader = (connection: Connection): void => {
  connection.exec(readerSettings);
};

/** @throws StoreFormatError when the file is no log that this version can read. */
export function verifyLog(connection: Connection, path: string): void {
  if (applicationOf(connection) !== applicationId)
    throw new StoreFormatError(path, 'it is no event log of Charter.');
  const version = pragma(connection, 'user_version');
  if (version !== formatVersion)
    throw new StoreFormatError(
      path,
      `its format is ${version}, this version of Charter reads ${formatVersion}. Use a newer Charter.`,
    );
}

export function identityOf(connection: Connection): string {
  const row = connection.prepare(`SELECT value FROM settings WHERE name = 'identity'`).row();
  return String(row?.[0]);
}

/** The position of a row number; `''` for 0. */
export const positionOf = (row: number): Position =>
  row === 0 ? beginning : (String(row).padStart(positionWidth, '0') as Position);

/** The row number of a position. @throws RangeError for a position of another kind of log. */
export function rowOf(position: Position): number {
  if (position !== beginning && !positionPattern.test(position)) throw foreignPosition(position);
  return Number(position);
}

const positionWidth = 16;
const positionPattern = /^\d{16}$/;

function createLog(connection: Connection): void {
  connection.exec(settings);
  connection.transaction(() => {
    connection.exec(tables);
    connection.prepare(`INSERT INTO settings VALUES ('identity', ?)`).run(randomUUID());
  });
}

/** Whose file it is: 0 for nobody's, undefined when it is no SQLite file. */
function applicationOf(connection: Connection): number | undefined {
  try {
    return pragma(connection, 'application_id');
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_NOTADB') return undefined;
    throw error;
  }
}

const isEmpty = (connection: Connection): boolean =>
  connection.prepare('SELECT count(*) FROM sqlite_schema').row()?.[0] === 0;

/** Whether nothing is in the file: its writer is about to make it a log. */
export const isUnmade = (connection: Connection): boolean =>
  applicationOf(connection) === 0 && isEmpty(connection);

const pragma = (connection: Connection, name: string): number =>
  Number(connection.prepare(`PRAGMA ${name}`).row()?.[0]);
