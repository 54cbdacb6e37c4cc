import type { Codec } from '../../domain/kernel/codec.js';
import type { EventReader } from '../event-store.js';
import type { Patience } from '../pipeline/append-surely.js';
import type { Clock } from '../ports/clock.js';
import type { ParkedEvent, Parking, Resolution } from '../ports/parking.js';
import { attempt, causing, type Cause, type Execute } from './handler.js';
import type { CausingEvent, Reaction } from './reaction.js';

/** Who decided about a parked event, and why. */
export interface Operator {
  readonly by: string;
  readonly reason: string;
}

/** What an operator does about parked events. */
export interface ParkedEvents {
  list(limit?: number): Promise<readonly ParkedEvent[]>;
  /**
   * Tries a parked event again; answers the cause when it fails again, which keeps it parked.
   *
   * @throws NotParkedError
   */
  retry(id: string, operator: Operator): Promise<Cause | undefined>;
  /** Gives a parked event up. @throws NotParkedError */
  discard(id: string, operator: Operator): Promise<void>;
}

export interface ParkedEventsOptions {
  readonly reactions: readonly Reaction[];
  readonly store: Pick<EventReader, 'read'>;
  readonly execute: Execute;
  readonly codec: Codec;
  readonly parking: Parking;
  readonly clock: Clock;
}

/** There is no such parked event, or no such reaction any more. */
export class NotParkedError extends Error {
  readonly code = 'reaction.not-parked';
  constructor(id: string) {
    super(`No event is parked as ${id} for a reaction that still exists.`);
  }
}

export function parkedEvent(
  reaction: Reaction,
  { id: eventId, type, stream, revision, position }: CausingEvent,
  failure: Pick<ParkedEvent, 'cause' | 'attempts' | 'parkedAt'>,
): ParkedEvent {
  const id = `${reaction.name}/${eventId}`;
  return { id, reaction: reaction.name, eventId, type, stream, revision, position, ...failure };
}

const patience: Patience = { attempts: 1, firstDelay: 100, longestDelay: 1000 };
/** An operator waits for the answer: a store that stays away ends it. */
const longestRetry = 15_000;

export function createParkedEvents(options: ParkedEventsOptions): ParkedEvents {
  const { parking, execute, clock } = options;

  const resolution = (how: Resolution['how'], { by, reason }: Operator): Resolution => ({
    how,
    by,
    reason,
    at: clock.now(),
  });

  return {
    list: (limit = 100) => parking.list(limit),
    retry: async (id, operator) => {
      const { parked, reaction, event } = await find(options, id);
      const signal = AbortSignal.timeout(longestRetry);
      const { cause } = await attempt(execute, reaction, event, { patience, signal });
      if (cause === undefined) await parking.resolve(id, resolution('retried', operator));
      else await parking.park({ ...parked, cause, attempts: parked.attempts + 1 });
      return cause;
    },
    discard: async (id, operator) => {
      if ((await parking.get(id)) === undefined) throw new NotParkedError(id);
      await parking.resolve(id, resolution('discarded', operator));
    },
  };
}

async function find({ parking, reactions, store, codec }: ParkedEventsOptions, id: string) {
  const parked = await parking.get(id);
  const reaction = reactions.find(({ name }) => name === parked?.reaction);
  if (parked === undefined || reaction === undefined) throw new NotParkedError(id);
  for await (const [recorded] of store.read(parked.stream, { from: parked.revision, limit: 1 })) {
    const event = recorded && causing(codec, recorded);
    if (event !== undefined) return { parked, reaction, event };
  }
  throw new NotParkedError(id);
}
