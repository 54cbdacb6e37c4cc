import { setImmediate as nextTurn } from 'node:timers/promises';
import { defaultPageSize, maximumPageSize } from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';

/** The page size asked for. @throws RangeError outside of 1–2,000. */
export function checkedPageSize(size = defaultPageSize): number {
  if (!Number.isInteger(size) || size < 1 || size > maximumPageSize)
    throw new RangeError(`A page has 1 to ${maximumPageSize} events, not ${size}.`);
  return size;
}

/** The limit asked for, without one infinite. @throws RangeError when it is no count. */
export function checkedLimit(limit = Infinity): number {
  if (limit !== Infinity && (!Number.isInteger(limit) || limit < 0))
    throw new RangeError(`A limit is a whole number from 0, not ${limit}.`);
  return limit;
}

/**
 * Calls `next` for page after page until one is short or the limit is reached. Between pages the
 * event loop gets its turn, so that reading the whole log starves nobody.
 */
export async function* pages(
  limit: number,
  pageSize: number,
  next: (count: number) => readonly Recorded[],
): AsyncGenerator<readonly Recorded[]> {
  let left = limit;
  while (left > 0) {
    const count = Math.min(left, pageSize);
    const events = next(count);
    if (events.length > 0) yield events;
    if (events.length < count) return;
    left -= count;
    if (left > 0) await nextTurn();
  }
}
