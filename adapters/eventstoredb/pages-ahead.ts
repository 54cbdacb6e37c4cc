import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../domain/kernel/envelope.js';

type Events = readonly Recorded[];

/**
 * Calls `next` for page after page until one is short or the limit is reached. The server is asked for a page
 * while the one before is handled, which takes about as long.
 */
export async function* pagesAhead(
  limit: number,
  pageSize: number,
  next: (count: number) => Promise<Events>,
): AsyncGenerator<Events> {
  let left = limit;
  let reading: Promise<Events> | undefined;
  while (left > 0) {
    const count = Math.min(left, pageSize);
    const events = await (reading ?? next(count));
    left -= count;
    if (events.length < count) left = 0;
    reading = left > 0 ? next(Math.min(left, pageSize)) : undefined;
    // When the reader leaves, nobody hears of what became of it.
    reading?.catch(() => undefined);
    if (events.length > 0) yield events;
    if (left > 0) await nextTurn();
  }
}
