/** Documents and tombstones as they are stored: for folding on, comparing and exporting. */
import type { Collection } from 'mongodb';
import type { Document, Tombstone } from '../../../projections/read-store.js';
import { documentOrTombstone, toStored, type StoredRecord } from './record.js';

type Records = Collection<StoredRecord>;

const maxParked = 1_000;
const scanPage = 1_000;
const projection = documentOrTombstone;

export async function stored(
  records: Records,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Document | Tombstone>> {
  if (ids.length === 0) return new Map();
  const found = await records
    .find({ _id: { $in: [...ids] } }, { projection, batchSize: ids.length })
    .toArray();
  return new Map(found.map((record) => [record._id, toStored(record)]));
}

export async function parked(records: Records): Promise<readonly (Document | Tombstone)[]> {
  const found = await records
    .find({ parkedAt: { $gt: '' } }, { projection, sort: { _id: 1 }, limit: maxParked })
    .toArray();
  return found.map(toStored);
}

/** Pages in order of id; each sees what is stored when it is read. */
export async function* scan(
  page: (after: string) => Promise<readonly StoredRecord[]>,
): AsyncGenerator<readonly (Document | Tombstone)[]> {
  let after = '';
  for (;;) {
    const found = await page(after);
    const last = found.at(-1);
    if (last === undefined) return;
    yield found.map(toStored);
    after = last._id;
  }
}

export const scannedPage = (records: Records, after: string): Promise<readonly StoredRecord[]> =>
  records
    .find(
      { _id: { $gt: after } },
      { projection, sort: { _id: 1 }, limit: scanPage, batchSize: scanPage + 1 },
    )
    .toArray();
