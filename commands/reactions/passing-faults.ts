import { UnknownEventError } from '../../domain/kernel/codec.js';
import { ConflictError, Fault } from '../../domain/kernel/faults.js';

/**
 * A store that is away, busy or full is no fault of the event, and ends by itself. A conflict was waited for
 * already: one that stays is the stream's.
 */
export const willPass = (error: unknown): boolean =>
  error instanceof Fault && error.retryable && !(error instanceof ConflictError);

/** What no waiting mends: it needs newer code, or a decision of an operator. */
export const isLasting = (error: unknown): boolean =>
  error instanceof UnknownEventError || (error instanceof Fault && !error.retryable);
