import { RebuildNeededError } from '../../domain/kernel/faults.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Checkpoint } from '../read-store.js';
import { beginning, type EventSource } from './source.js';

/** What is asked of a log to tell it from others. */
export type Verifiable = Pick<EventSource, 'identity' | 'head' | 'readAll'>;

/**
 * Makes sure that a checkpoint belongs to this log: same identity, and the same event at its position.
 *
 * @throws RebuildNeededError for a restored or foreign log.
 */
export async function verifyCheckpoint(
  source: Verifiable,
  projection: string,
  checkpoint: Checkpoint,
): Promise<void> {
  const logId = await source.identity();
  if (logId !== checkpoint.logId)
    throw new RebuildNeededError(projection, `it was made from log ${checkpoint.logId}`);
  if ((await source.head()) < checkpoint.position)
    throw new RebuildNeededError(projection, `the log ends before ${checkpoint.position}`);
  const found = await firstAfter(source, checkpoint);
  if (found?.id !== checkpoint.eventId || found.position !== checkpoint.position)
    throw new RebuildNeededError(
      projection,
      `the log has another event at ${checkpoint.position} than ${checkpoint.eventId}`,
    );
}

async function firstAfter(
  source: Verifiable,
  { previous }: Checkpoint,
): Promise<Recorded | undefined> {
  const options = { limit: 1, ...(previous !== beginning && { after: previous }) };
  try {
    for await (const [event] of source.readAll(options)) return event;
  } catch (error) {
    // The position of the event before is none of this log.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}
