import type { Collection } from 'mongodb';
import { codeOf, codes } from '../faults.js';

/** Stores a record in place of whatever has its id. */
export async function put<T extends { readonly _id: string }>(
  records: Collection<T>,
  { _id, ...rest }: T,
): Promise<void> {
  const replace = () =>
    // The driver's types do not follow a generic record.
    records.replaceOne({ _id } as never, rest, { upsert: true });
  try {
    await replace();
  } catch (error) {
    // Another process stored the first of this id in the same moment.
    if (codeOf(error) !== codes.duplicateKey) throw error;
    await replace();
  }
}
