import { beginning, type EventReader, type LogId } from '../../commands/event-store.js';
import { noEvent, type Checkpoint } from '../../commands/ports/checkpoints.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Operations } from '../system/engines/index.js';

type Log = Pick<EventReader, 'identity' | 'read' | 'readAll'>;

/** A log, and what reactions remember beside it. */
export interface Side {
  readonly log: Log;
  readonly operations: Pick<Operations, 'checkpoints' | 'parking'>;
}

export interface Standing {
  readonly from: Side;
  /** Holds every event of the other log. */
  readonly to: Side;
  /** Names of reactions. */
  readonly reactions: readonly string[];
}

const mostParked = 1_000_000;

/**
 * Takes along where reactions stand and what they set aside: in the copy they go on where they were, instead of
 * beginning at its end. Positions are each log's own, so each is looked up anew by its event.
 *
 * @returns how many parked events were taken along
 * @throws Error when a reaction stands at an event that the logs do not have
 */
export async function copyStanding({ from, to, reactions }: Standing): Promise<number> {
  const logId = await to.log.identity();
  for (const name of reactions) {
    const checkpoint = await from.operations.checkpoints.load(name);
    if (checkpoint === undefined) continue;
    await to.operations.checkpoints.save(
      name,
      await translated(from.log, to.log, logId, checkpoint),
    );
  }
  const parked = await from.operations.parking.list(mostParked);
  for (const event of parked) {
    const { position } = await sameEvent(to.log, { ...event, id: event.eventId });
    await to.operations.parking.park({ ...event, position });
  }
  return parked.length;
}

async function translated(
  from: Log,
  to: Log,
  logId: LogId,
  checkpoint: Checkpoint,
): Promise<Checkpoint> {
  if (checkpoint.eventId === noEvent) return { logId, position: beginning, eventId: noEvent };
  const { id: eventId, position } = await sameEvent(to, await eventAt(from, checkpoint));
  return { logId, position, eventId };
}

/** Reading excludes the position it starts from: the event itself is the one after the one before. */
async function eventAt(log: Log, { position, eventId }: Checkpoint): Promise<Recorded> {
  const before = await first(log.readAll({ after: position, direction: 'backwards', limit: 1 }));
  const event = await first(log.readAll({ after: before?.position ?? beginning, limit: 1 }));
  if (event?.id !== eventId) throw new Error(`No event ${eventId} is where a reaction stands.`);
  return event;
}

async function sameEvent(
  log: Log,
  { stream, revision, id }: Pick<Recorded, 'stream' | 'revision' | 'id'>,
): Promise<Recorded> {
  const event = await first(log.read(stream, { from: revision, limit: 1 }));
  if (event?.id !== id) throw new Error(`The copy does not hold event ${id} of ${stream}.`);
  return event;
}

async function first(pages: AsyncIterable<readonly Recorded[]>): Promise<Recorded | undefined> {
  for await (const [event] of pages) return event;
  return undefined;
}
