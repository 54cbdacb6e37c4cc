/** Reads every page of a file and says what is wrong with them. */
import { existsSync } from 'node:fs';
import { isDamaged, openDatabase, type Connection } from '../driver.js';

const mostFaults = 20;

/** The columns, of whatever table, that Charter writes JSON to. */
const jsonColumns = ['data', 'meta', 'document', 'event'];

/**
 * Reads a whole file: its pages, that tables and their indexes agree, and that what was written as JSON can be read as
 * such. A wrong letter within a text is not seen.
 *
 * @returns what is wrong; nothing for a file that is whole, or not there
 */
export function findDamage(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const db = openDatabase(path, { readonly: true });
  try {
    return faultsIn(db);
  } finally {
    db.close();
  }
}

/** What is wrong with the pages, indexes and texts of an open database. */
export function faultsIn(db: Connection): readonly string[] {
  try {
    const pages = pageFaults(db);
    return pages.length > 0 ? pages : textFaults(db);
  } catch (error) {
    if (isDamaged(error)) return [error instanceof Error ? error.message : String(error)];
    throw error;
  }
}

const pageFaults = (db: Connection): readonly string[] =>
  db
    .prepare(`PRAGMA integrity_check(${mostFaults})`)
    .rows()
    .flatMap(([text]) => String(text).split('\n'))
    .filter((text) => text !== 'ok')
    .slice(0, mostFaults);

// SQLite keeps what is long in pages of nothing but content, of which its own check follows the chain alone.
const textFaults = (db: Connection): readonly string[] =>
  db
    .prepare(
      `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
       WHERE t.type = 'table' AND c.name IN (SELECT value FROM json_each(?))`,
    )
    .rows(JSON.stringify(jsonColumns))
    .flatMap(([table, column]) => unreadable(db, String(table), String(column)))
    .slice(0, mostFaults);

function unreadable(db: Connection, table: string, column: string): readonly string[] {
  const sql = `SELECT count(*) FROM "${table}" WHERE NOT json_valid(${column})`;
  const rows = Number(db.prepare(sql).row()?.[0] ?? 0);
  return rows === 0
    ? []
    : [`${rows} of the rows of ${table} can not be read: no JSON in ${column}`];
}
