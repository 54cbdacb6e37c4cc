import { setImmediate as nextTurn } from 'node:timers/promises';
import { beginning, type Page, type SubscribeOptions } from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import { checkedPageSize } from './pages.js';
import type { Wake } from './wake.js';

/** A log whose next page can be asked for at any time. */
export interface Followed {
  readonly pageAfter: (after: Position, count: number) => readonly Recorded[];
  readonly changed: Wake;
  readonly isClosed: () => boolean;
  /** How often the log is looked at although nobody said that it changed; never by default. */
  readonly pollMilliseconds?: number;
}

/** Pages after a position, for ever: what is there, then what comes. */
export async function* subscription(
  log: Followed,
  options: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const pageSize = checkedPageSize(options.pageSize);
  let next = options.after ?? beginning;
  let live = false;
  const ended = () => signal.aborted || log.isClosed();
  while (!ended()) {
    const events = log.pageAfter(next, pageSize);
    if (events.length === 0 && live) {
      await log.changed.wait(signal, log.pollMilliseconds);
      continue;
    }
    next = events.at(-1)?.position ?? next;
    live = events.length < pageSize;
    yield { events, next, live };
    await nextTurn();
  }
}
