import { setTimeout as sleep } from 'node:timers/promises';
import type { NewEvent } from '../../domain/kernel/envelope.js';
import {
  StoreBusyError,
  StoreFullError,
  StoreUnavailableError,
} from '../../domain/kernel/faults.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { Appended, EventStore, ExpectedRevision } from '../event-store.js';
import type { Logger } from '../ports/logger.js';

/** How often, and how far apart at most (milliseconds), something is tried again. */
export interface Patience {
  readonly attempts: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Milliseconds after which no other attempt is made; absent for no limit. */
  readonly within?: number;
}

/** A random wait that grows: many who failed together must not come back together. */
export const delayOf = (patience: Patience, attempt: number): number =>
  Math.random() * Math.min(patience.longestDelay, patience.firstDelay * 2 ** attempt);

export const pause = async (patience: Patience, attempt: number): Promise<void> => {
  await sleep(delayOf(patience, attempt));
};

export interface Append {
  readonly stream: StreamName;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
}

/**
 * Appends; when the outcome is unknown, repeats the identical append, which the store answers with
 * the first result if it had been written.
 *
 * @throws StoreUnavailableError when the outcome is still unknown after the last attempt
 * @throws StoreBusyError, StoreFullError when nothing was written
 */
export async function appendSurely(
  store: Pick<EventStore, 'append'>,
  { stream, events, expected }: Append,
  patience: Patience,
  logger: Logger,
): Promise<Appended> {
  let unknown: StoreUnavailableError | undefined;
  const { attempts, within = Infinity } = patience;
  const until = performance.now() + within;
  for (let attempt = 0; ; attempt += 1)
    try {
      return await store.append(stream, events, expected);
    } catch (error) {
      unknown = outcomeUnknown(error, unknown);
      if (attempt + 1 >= attempts || performance.now() >= until) throw unknown;
      logger.warn({ stream, attempt, cause: unknown.message }, 'append repeated');
      await pause(patience, attempt);
    }
}

// Once an attempt may have written, a busy or full store says nothing about that attempt.
function outcomeUnknown(
  error: unknown,
  before: StoreUnavailableError | undefined,
): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const wroteNothing = error instanceof StoreBusyError || error instanceof StoreFullError;
  if (wroteNothing && before !== undefined) return before;
  throw error;
}
