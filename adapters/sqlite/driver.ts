/** The few methods of SQLite that Charter uses, so that another binding can take libsql's place. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';

/**
 * What goes into and comes out of SQL. A whole number is bound as INTEGER, never as REAL; integers
 * come back as numbers and are exact up to 2^53 − 1. Booleans are written as 0 and 1 by the caller.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = readonly SqlValue[];

export interface Statement {
  /** Executes and returns how many rows changed. */
  run(...parameters: SqlValue[]): number;
  /** All rows, each an array in the order of the columns. */
  rows(...parameters: SqlValue[]): readonly SqlRow[];
  /** The first row. */
  row(...parameters: SqlValue[]): SqlRow | undefined;
}

export interface Connection {
  /** One or more statements without parameters. */
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs `work` between BEGIN IMMEDIATE and COMMIT; what it throws rolls back and is thrown on. */
  transaction<T>(work: () => T): T;
  /** Closing again does nothing. */
  close(): void;
}

export interface OpenOptions {
  /** The file must exist, and every write is refused. */
  readonly readonly?: boolean;
  /** How long a locked database is waited for; 5,000 by default. */
  readonly busyMilliseconds?: number;
}

const defaultBusyMilliseconds = 5_000;

/**
 * Opens a database file, or `:memory:`.
 *
 * @throws Error when the file can't be opened.
 * @example
 * const db = openDatabase('log.db');
 * db.prepare('SELECT name FROM streams WHERE id = ?').row(1)?.[0];
 */
export function openDatabase(path: string, options: OpenOptions = {}): Connection {
  const database = connect(path, options.readonly ?? false);
  database.exec(`PRAGMA busy_timeout = ${options.busyMilliseconds ?? defaultBusyMilliseconds}`);
  return {
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => wrap(database.prepare(sql), sql),
    transaction: (work) => inTransaction(database, work),
    close: () => {
      if (database.open) database.close();
    },
  };
}

/** SQLite's name of an error, `SQLITE_BUSY`; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** A full disk; a file that may not grow, or a disk that fails, is an error of writing. */
const withoutRoom: ReadonlySet<string | undefined> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE']);

/** Whether what was to be written found no room. */
export const isFull = (error: unknown): boolean => withoutRoom.has(sqliteCode(error));

/** Whether a file is not as SQLite wrote it. */
export const isDamaged = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');

// libsql ignores its `readonly` option and would create a missing file.
function connect(path: string, readonly: boolean): Database.Database {
  if (!readonly) return new Database(path);
  if (!existsSync(path)) throw new Error(`No database at ${path}`);
  return new Database(`${pathToFileURL(path).href}?mode=ro`);
}

function wrap(statement: Database.Statement, sql: string): Statement {
  let raw: Database.Statement | undefined;
  const reader = () => (raw ??= statement.raw());
  return {
    run: (...parameters) => statement.run(bindable(parameters, sql)).changes,
    rows: (...parameters) => reader().all(bindable(parameters, sql)) as SqlRow[],
    row: (...parameters) => reader().get(bindable(parameters, sql)) as SqlRow | undefined,
  };
}

/** The same array, made safe: libsql binds every number as REAL and aborts the process on a boolean. */
function bindable(parameters: SqlValue[], sql: string): SqlValue[] {
  for (const [index, value] of parameters.entries()) {
    if (typeof value === 'number') parameters[index] = bindableNumber(value);
    else if (typeof value === 'string') refuseNul(value);
    else if (!isBindable(value))
      throw new TypeError(`Parameter ${index + 1} is no SQL value: ${typeof value} in ${sql}`);
  }
  return parameters;
}

const isBindable = (value: unknown): boolean =>
  value === null || typeof value === 'bigint' || value instanceof Uint8Array;

function bindableNumber(value: number): SqlValue {
  if (Number.isNaN(value)) throw new RangeError('NaN can not be stored');
  return Number.isSafeInteger(value) ? BigInt(value) : value;
}

// libsql returns text only up to the first NUL, so such a text would come back shortened.
function refuseNul(text: string): void {
  if (text.includes('\0')) throw new RangeError('Text with a NUL character can not be stored');
}

function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk or an I/O error has rolled back already.
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
