/** Documents and tombstones as they are stored: for folding on, comparing and exporting. */
import { setImmediate } from 'node:timers/promises';
import type { Position } from '../../../domain/kernel/ids.js';
import type { Document, Tombstone } from '../../../projections/read-store.js';
import type { Connection, SqlRow } from '../driver.js';
import type { Layout } from './layout.js';

const columns = 'id, position, deleted, parked, document';
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
  { table }: Layout,
  ids: readonly string[],
): ReadonlyMap<string, Document | Tombstone> {
  const rows = db
    .prepare(`SELECT ${columns} FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`)
    .rows(JSON.stringify(ids));
  return new Map(rows.map((row) => [String(row[0]), toStored(row)]));
}

export const parked = (db: Connection, { table }: Layout): readonly (Document | Tombstone)[] =>
  db
    .prepare(`SELECT ${columns} FROM ${table} WHERE parked IS NOT NULL ORDER BY id LIMIT ?`)
    .rows(maxParked)
    .map(toStored);

/** Pages in order of id; each sees what is stored when it is read. */
export async function* scan(
  db: Connection,
  { table }: Layout,
): AsyncGenerator<readonly (Document | Tombstone)[]> {
  const page = db.prepare(`SELECT ${columns} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`);
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
