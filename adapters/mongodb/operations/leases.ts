import type { Lease, Leases } from '../../../commands/ports/leases.js';
import type { Connected } from '../client.js';
import { codeOf, codes, guarded } from '../faults.js';

interface Stored extends Omit<Lease, 'name'> {
  /** Name of the lease. */
  readonly _id: string;
}

/** Leases that every process of a city sees; each change is one atomic step on one record. */
export function leasesIn({ db, limits: { write } }: Connected): Leases {
  const stored = db.collection<Stored>('leases');
  const ask = <T>(work: () => Promise<T>): Promise<T> => guarded('write', write, work);
  return {
    read: async (_id) => leaseOf(await ask(() => stored.findOne({ _id }))),
    swap: async ({ name, holder, beat }, previous) => {
      if (previous === undefined) {
        const isFirst = await ask(() =>
          inserted(() => stored.insertOne({ _id: name, holder, beat })),
        );
        return isFirst ? { name, holder, beat } : undefined;
      }
      const forgotten = holder === previous.holder ? {} : { $unset: { wantedBy: true as const } };
      const { holder: by, beat: at } = previous;
      const found = await ask(() =>
        stored.findOneAndUpdate(
          { _id: name, holder: by, beat: at },
          { $set: { holder, beat }, ...forgotten },
          { returnDocument: 'after' },
        ),
      );
      return leaseOf(found);
    },
    want: async (_id, by) => {
      await ask(() => stored.updateOne({ _id }, { $set: { wantedBy: by } }));
    },
  };
}

async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (codeOf(error) !== codes.duplicateKey) throw error;
    return false;
  }
}

function leaseOf(found: Stored | null): Lease | undefined {
  if (found === null) return undefined;
  const { _id: name, ...lease } = found;
  return { name, ...lease };
}
