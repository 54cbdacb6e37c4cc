import { codeOf, codes, guarded } from '../faults.js';
import type { Connected } from '../client.js';

/** A read store written by a version of Charter that lays it out differently. */
const format = 1;

interface Note {
  readonly _id: 'read-store';
  readonly format: number;
}

/** @throws Error when the database has another format; notes this one in a new database. */
export async function assertFormat({ db, limits }: Connected): Promise<void> {
  const notes = db.collection<Note>('format');
  const found = await guarded('write', limits.write, async () => {
    try {
      await notes.insertOne({ _id: 'read-store', format });
      return format;
    } catch (error) {
      if (codeOf(error) !== codes.duplicateKey) throw error;
      return (await notes.findOne({ _id: 'read-store' }))?.format;
    }
  });
  if (found !== format)
    throw new Error(
      `The read store has format ${found ?? 'none'}, this version of Charter needs ${format}. ` +
        'Name another database in MONGODB_URI, or drop this one: it is rebuilt from the log.',
    );
}
