/** Guarded writes: a document is replaced only by one of a greater position. */
import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection } from 'mongodb';
import type { CollectionDefinition, Document, Tombstone } from '../../../projections/read-store.js';
import { codes } from '../faults.js';
import { toRecord, type StoredRecord } from './record.js';

type Write = Document | Tombstone;
type Records = Collection<StoredRecord>;

/** Small enough that a server never works on one for long. */
const batch = 1_000;

/** Runs one call within its time. */
type Run = <T>(call: () => Promise<T>) => Promise<T>;

/** Writes what is newer than the stored. It is durable when this returns. */
export async function writeAll(
  records: Records,
  definition: CollectionDefinition,
  writes: readonly Write[],
  run: Run,
): Promise<void> {
  for (let from = 0; from < writes.length; from += batch) {
    const some = writes.slice(from, from + batch);
    const refused = await run(() => writeOnce(records, definition, some));
    if (refused.length === 0) continue;
    // A document that came into being meanwhile refuses a newer one once: then it is there to be replaced.
    const left = await run(() => newerThanStored(records, refused));
    if (left.length > 0) await run(() => writeOnce(records, definition, left));
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
    return refusedIn(error).flatMap((index) => writes[index] ?? []);
  }
}

/** Which writes met an id that is there. @throws the error when anything else went wrong */
function refusedIn(error: unknown): readonly number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const errors = [error.writeErrors].flat();
  const others = errors.filter(({ code }) => code !== codes.duplicateKey);
  if (errors.length === 0 || others.length > 0 || error.result.getWriteConcernError() != null)
    throw error;
  return errors.map(({ index }) => index);
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
