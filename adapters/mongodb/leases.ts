import type { Lease, Leases } from '../../commands/ports/leases.js';
import type { Connected } from './client.js';
import { codeOf, codes, guarded } from './faults.js';

interface StoredLease {
  readonly _id: string;
  readonly holder: string;
  readonly beat: number;
  readonly wantedBy?: string;
}

const leaseOf = ({ _id, holder, beat, wantedBy }: StoredLease): Lease => ({
  name: _id,
  holder,
  beat,
  ...(wantedBy === undefined ? {} : { wantedBy }),
});

/** Leases as documents that change only from what was seen: one write decides, on any engine. */
export function createMongoLeases({ db, limits }: Connected): Leases {
  const leases = db.collection<StoredLease>('leases');
  const asked = <T>(work: () => Promise<T>): Promise<T> => guarded('write', limits.write, work);

  const take = async (name: string, holder: string, beat: number): Promise<Lease | undefined> => {
    try {
      await leases.insertOne({ _id: name, holder, beat });
      return { name, holder, beat };
    } catch (error) {
      if (codeOf(error) === codes.duplicateKey) return undefined;
      throw error;
    }
  };

  return {
    read: (name) =>
      asked(async () => {
        const stored = await leases.findOne({ _id: name });
        return stored === null ? undefined : leaseOf(stored);
      }),
    swap: ({ name, holder, beat }, previous) =>
      asked(async () => {
        if (previous === undefined) return take(name, holder, beat);
        const seen = { _id: name, holder: previous.holder, beat: previous.beat };
        const forget = previous.holder === holder ? {} : { $unset: { wantedBy: true as const } };
        const stored = await leases.findOneAndUpdate(
          seen,
          { $set: { holder, beat }, ...forget },
          { returnDocument: 'after' },
        );
        return stored === null ? undefined : leaseOf(stored);
      }),
    want: (name, by) =>
      asked(async () => {
        await leases.updateOne({ _id: name }, { $set: { wantedBy: by } });
      }),
  };
}
