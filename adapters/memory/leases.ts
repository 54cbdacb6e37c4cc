import { isSameLease, type Lease, type Leases } from '../../commands/ports/leases.js';

/** Leases of one process: for tests. */
export function createMemoryLeases(): Leases {
  const stored = new Map<string, Lease>();
  return {
    read: (name) => Promise.resolve(stored.get(name)),
    swap: ({ name, holder, beat }, previous) => {
      const present = stored.get(name);
      if (!isSameLease(present, previous)) return Promise.resolve(undefined);
      const wanted = present?.holder === holder ? wantedBy(present) : {};
      const lease = { name, holder, beat, ...wanted };
      stored.set(name, lease);
      return Promise.resolve(lease);
    },
    want: (name, by) => {
      const present = stored.get(name);
      if (present !== undefined) stored.set(name, { ...present, wantedBy: by });
      return Promise.resolve();
    },
  };
}

const wantedBy = ({ wantedBy: by }: Lease): Pick<Lease, 'wantedBy'> =>
  by === undefined ? {} : { wantedBy: by };
