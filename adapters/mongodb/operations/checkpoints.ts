import type { Checkpoint, Checkpoints } from '../../../commands/ports/checkpoints.js';
import type { EventId, Position } from '../../../domain/kernel/ids.js';
import type { Connected } from '../client.js';
import { guarded } from '../faults.js';
import { put } from './put.js';

interface Stored {
  /** Name of the consumer. */
  readonly _id: string;
  readonly logId: string;
  readonly position: string;
  readonly eventId: string;
}

export function checkpointsIn({ db, limits: { write } }: Connected): Checkpoints {
  const stored = db.collection<Stored>('reaction.checkpoints');
  return {
    load: async (name) => {
      const found = await guarded('write', write, () => stored.findOne({ _id: name }));
      return found === null ? undefined : checkpointOf(found);
    },
    save: async (_id, { logId, position, eventId }) => {
      await guarded('write', write, () => put(stored, { _id, logId, position, eventId }));
    },
  };
}

const checkpointOf = ({ logId, position, eventId }: Stored): Checkpoint => ({
  logId,
  position: position as Position,
  eventId: eventId as EventId,
});
