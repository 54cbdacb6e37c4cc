/** Documents and tombstones as they are stored: for folding on, comparing and exporting. */
import { setImmediate } from 'node:timers/promises';
import type { Position } from '../../../domain/kernel/ids.js';
import type { Document, Tombstone } from '../../../projections/read-store.js';
import type { Connection, SqlRow } from '../driver.js';
import type { Layout } from './layout.js';

const selected = ({ table, documentsTable }: Layout): string =>
  `SELECT id, position, deleted, parked, document
    FROM ${table} AS t LEFT JOIN ${documentsTable} AS d ON d.n = t.n`;

const maxParked = 1_000;
/** Few enough that a reader does not keep the write-ahead log from being folded back. */
const scanPage = 1_000;

function toStored([id, position, deleted, parked, document]: SqlRow): Document | Tombstone {
  if (deleted === 0) return JSON.parse(String(document)) as Document;
  return {
    _id: String(id),
    position: String(position) as Position,
    deleted: true,
    ...(parked !== null && { parkedAt: String(parked) as Position }),
  };
}

export function stored(
  db: Connection,
  layout: Layout,
  ids: readonly string[],
): ReadonlyMap<string, Document | Tombstone> {
  const rows = db
    .prepare(`${selected(layout)} WHERE id IN (SELECT value FROM json_each(?))`)
    .rows(JSON.stringify(ids));
  return new Map(rows.map((row) => [String(row[0]), toStored(row)]));
}

export const parked = (db: Connection, layout: Layout): readonly (Document | Tombstone)[] =>
  db
    .prepare(`${selected(layout)} WHERE parked IS NOT NULL ORDER BY id LIMIT ?`)
    .rows(maxParked)
    .map(toStored);

/** Pages in order of id; each sees what is stored when it is read. */
export async function* scan(
  db: Connection,
  layout: Layout,
): AsyncGenerator<readonly (Document | Tombstone)[]> {
  const page = db.prepare(`${selected(layout)} WHERE id > ? ORDER BY id LIMIT ?`);
  let after = '';
  for (;;) {
    const documents = page.rows(after, scanPage).map(toStored);
    const last = documents.at(-1);
    if (last === undefined) return;
    yield documents;
    after = last._id;
    await setImmediate();
  }
}
