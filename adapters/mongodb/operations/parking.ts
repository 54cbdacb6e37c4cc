import { parkedEventJson, parkedEventOf } from '../../../commands/ports/parked-events.js';
import type { Parking, Resolution } from '../../../commands/ports/parking.js';
import type { Connected } from '../client.js';
import { guarded } from '../faults.js';
import { put } from './put.js';

interface Stored {
  /** `<reaction>/<event id>`. */
  readonly _id: string;
  readonly event: string;
  readonly parkedAt: string;
  readonly open: boolean;
  readonly resolution?: Resolution;
}

/** Few events are ever parked, so that no index is worth its place. */
export function parkingIn({ db, limits: { write } }: Connected): Parking {
  const stored = db.collection<Stored>('reaction.parked');
  const ask = <T>(work: () => Promise<T>): Promise<T> => guarded('write', write, work);
  return {
    park: async (event) => {
      const { id: _id, parkedAt } = event;
      await ask(() => put(stored, { _id, event: parkedEventJson(event), parkedAt, open: true }));
    },
    get: async (_id) => {
      const found = await ask(() => stored.findOne({ _id, open: true }));
      return found === null ? undefined : parkedEventOf(found.event);
    },
    list: async (limit) => {
      const sort = { parkedAt: 1, _id: 1 } as const;
      const found = await ask(() => stored.find({ open: true }, { sort, limit }).toArray());
      return found.map(({ event }) => parkedEventOf(event));
    },
    resolve: async (_id, resolution) => {
      await ask(() => stored.updateOne({ _id }, { $set: { open: false, resolution } }));
    },
  };
}
