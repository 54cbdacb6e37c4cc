import { Fault } from '../../domain/kernel/faults.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { beginning, type EventReader, type LogId, type ReadAllOptions } from '../event-store.js';
import { noEvent, type Checkpoint } from '../ports/checkpoints.js';

/** A reaction's checkpoint names an event that this log does not have. */
export class ForeignLogError extends Fault {
  readonly code = 'reaction.foreign-log';
  readonly retryable = false;
  constructor(reaction: string, detail: string) {
    super(
      `Reaction ${reaction} stands elsewhere: ${detail}. The log was restored or is another one; decide from where it goes on before it acts twice or not at all.`,
    );
  }
}

async function first(
  store: Pick<EventReader, 'readAll'>,
  options: ReadAllOptions,
): Promise<Recorded | undefined> {
  for await (const [event] of store.readAll({ ...options, limit: 1 })) return event;
  return undefined;
}

/** The present end of the log. */
export async function checkpointAtHead(
  store: Pick<EventReader, 'readAll'>,
  logId: LogId,
): Promise<Checkpoint> {
  const last = await first(store, { direction: 'backwards' });
  if (last === undefined) return { logId, position: beginning, eventId: noEvent };
  return { logId, position: last.position, eventId: last.id };
}

/** @throws ForeignLogError when the checkpoint is not of this log */
export async function verifyCheckpoint(
  store: Pick<EventReader, 'readAll'>,
  logId: LogId,
  reaction: string,
  checkpoint: Checkpoint,
): Promise<void> {
  if (checkpoint.logId !== logId)
    throw new ForeignLogError(reaction, `in log ${checkpoint.logId}, and this is ${logId}`);
  if (checkpoint.position !== beginning && !(await holds(store, checkpoint)))
    throw new ForeignLogError(reaction, `at position ${checkpoint.position}, another event now`);
}

// Reading excludes the position it starts from: the event itself is the one after the one before.
async function holds(
  store: Pick<EventReader, 'readAll'>,
  { position, eventId }: Checkpoint,
): Promise<boolean> {
  try {
    const before = await first(store, { after: position, direction: 'backwards' });
    const at = await first(store, { after: before?.position ?? beginning });
    return at !== undefined && at.position === position && at.id === eventId;
  } catch (error) {
    // No position of this log.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
