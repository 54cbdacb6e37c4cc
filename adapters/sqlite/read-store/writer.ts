/** Guarded writes: a document is replaced only by one of a greater position. */
import { versionOf } from '../../../projections/query/definition.js';
import type { Commit } from '../../../projections/read-store.js';
import type { Connection } from '../driver.js';
import { CollectionWriter } from './collection-writer.js';
import type { Layout } from './layout.js';
import type { Write } from './row.js';
import { moveCheckpoint } from './versions.js';

/** Documents and checkpoint in one transaction. @throws Error when the version is not there. */
export function commit(db: Connection, layout: Layout, { writes, checkpoint }: Commit): void {
  db.transaction(() => {
    const writer = new CollectionWriter(db, layout);
    writer.write(writes, '>');
    if (checkpoint !== undefined) moveCheckpoint(db, versionOf(layout.definition), checkpoint);
  });
}

/** Writes a parked document anew, also at its own position. */
export function repair(db: Connection, layout: Layout, write: Write): boolean {
  return db.transaction(() => {
    const parked = db.prepare(`SELECT parked FROM ${layout.table} WHERE id = ?`).row(write._id);
    if (parked?.[0] == null) return false;
    return new CollectionWriter(db, layout).write([write], '>=') === 1;
  });
}
