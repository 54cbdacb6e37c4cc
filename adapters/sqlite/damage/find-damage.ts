/** Reads every page of a file and says what is wrong with them. */
import { existsSync } from 'node:fs';
import { isDamaged, openDatabase, type Connection } from '../driver.js';

const mostFaults = 20;

/**
 * Reads a whole file: its pages, and that tables and their indexes agree. A wrong letter within a text is not seen.
 *
 * @returns what is wrong; nothing for a file that is whole, or not there
 */
export function findDamage(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const db = openDatabase(path, { readonly: true });
  try {
    return pageFaults(db);
  } finally {
    db.close();
  }
}

/** What is wrong with the pages and indexes of an open database. */
export function pageFaults(db: Connection): readonly string[] {
  try {
    return db
      .prepare(`PRAGMA integrity_check(${mostFaults})`)
      .rows()
      .flatMap(([text]) => String(text).split('\n'))
      .filter((text) => text !== 'ok')
      .slice(0, mostFaults);
  } catch (error) {
    if (isDamaged(error)) return [error instanceof Error ? error.message : String(error)];
    throw error;
  }
}
