/** Guarded writes: a document is replaced only by one of a greater position. */
import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection } from 'mongodb';
import type { CollectionDefinition, Document, Tombstone } from '../../../projections/read-store.js';
import { codes } from '../faults.js';
import { toRecord, type StoredRecord } from './record.js';

type Write = Document | Tombstone;
type Records = Collection<StoredRecord>;

/** Small enough that a server never works on one for long. */
const batch = 1_000;

/** Writes what is newer than the stored. It is durable when this returns. */
export async function writeAll(
  records: Records,
  definition: CollectionDefinition,
  writes: readonly Write[],
): Promise<void> {
  for (let from = 0; from < writes.length; from += batch) {
    const some = writes.slice(from, from + batch);
    const refused = await writeOnce(records, definition, some);
    const left = await newerThanStored(records, refused);
    // A document that came into being meanwhile refuses a newer one once: then it is there to be replaced.
    if (left.length > 0) await writeOnce(records, definition, left);
  }
}

/** Those whose id is there already: stale, or beaten by the first write of the same document. */
async function writeOnce(
  records: Records,
  definition: CollectionDefinition,
  writes: readonly Write[],
): Promise<readonly Write[]> {
  const operations = writes.map((write) => guardedReplace(toRecord(definition, write)));
  try {
    await records.bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    const other = errors.find(({ code }) => code !== codes.duplicateKey);
    if (errors.length === 0 || other !== undefined || error.result.getWriteConcernError())
      throw error;
    return errors.flatMap(({ index }) => writes[index] ?? []);
  }
}

/** A stale write finds nothing to replace, tries to insert, and meets the id that is there. */
function guardedReplace(record: StoredRecord): AnyBulkWriteOperation<StoredRecord> {
  const { _id, position } = record;
  return {
    replaceOne: {
      filter: { _id, position: { $lt: position } },
      replacement: record,
      upsert: true,
    },
  };
}

async function newerThanStored(
  records: Records,
  writes: readonly Write[],
): Promise<readonly Write[]> {
  if (writes.length === 0) return [];
  const ids = writes.map(({ _id }) => _id);
  const stored = await records
    .find({ _id: { $in: ids } }, { projection: { position: 1 }, batchSize: batch })
    .toArray();
  const positions = new Map(stored.map(({ _id, position }) => [_id, position]));
  return writes.filter(({ _id, position }) => (positions.get(_id) ?? '') < position);
}

/** Writes a parked document anew, also at its own position. */
export async function repair(
  records: Records,
  definition: CollectionDefinition,
  write: Write,
): Promise<boolean> {
  const { _id, position } = write;
  const parked = { _id, parkedAt: { $gt: '' }, position: { $lte: position } };
  const { matchedCount } = await records.replaceOne(parked, toRecord(definition, write));
  return matchedCount === 1;
}
