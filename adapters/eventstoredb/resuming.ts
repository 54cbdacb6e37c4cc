import { setTimeout as sleep } from 'node:timers/promises';
import { beginning, type Page, type SubscribeOptions } from '../../commands/event-store.js';
import { Fault } from '../../domain/kernel/faults.js';
import type { Position } from '../../domain/kernel/ids.js';
import { checkedPageSize } from '../event-store/pages.js';
import { faultOf } from './faults.js';
import { waitAfter, type Limits } from './limits.js';
import type { LiveEvents } from './live-events.js';
import type { LogPage } from './log-pages.js';

/** A log that can be read in pages and followed for a while. */
export interface Resumable {
  readonly pageAfter: (after: Position, count: number) => Promise<LogPage>;
  readonly live: (
    after: Position,
    pageSize: number,
    signal: AbortSignal,
  ) => AsyncIterable<LiveEvents>;
  /** When it could not be read or followed more than once in a row: being dropped once is routine. */
  readonly onTrouble: (error: unknown, failures: number) => void;
  readonly limits: Limits;
}

/**
 * Pages after a position, for ever: what is there read in pages, then what comes as the server sends it. Being
 * dropped is routine: it goes on at once from the last event handed out, and waits only when it fails again
 * without having got any further.
 */
export async function* resuming(
  log: Resumable,
  options: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const reading = new Reading(log, checkedPageSize(options.pageSize), options.after ?? beginning);
  while (!signal.aborted)
    try {
      yield* reading.once(signal);
    } catch (error) {
      await reading.recover(error, signal);
    }
}

class Reading {
  readonly #log: Resumable;
  readonly #pageSize: number;
  /** Of the last event handed out. */
  #next: Position;
  /** Of the last record looked at: the server's own are not read twice. */
  #place: Position;
  #live = false;
  #failures = 0;

  constructor(log: Resumable, pageSize: number, after: Position) {
    this.#log = log;
    this.#pageSize = pageSize;
    this.#next = after;
    this.#place = after;
  }

  /** Until the server ends it. */
  async *once(signal: AbortSignal): AsyncGenerator<Page> {
    yield* this.#catchUp(signal);
    yield* this.#follow(signal);
    await this.#waitBeforeNext(signal);
  }

  async *#catchUp(signal: AbortSignal): AsyncGenerator<Page> {
    for (let end = false; !end && !signal.aborted;) {
      const page = await this.#log.pageAfter(this.#place, this.#pageSize);
      ({ end } = page);
      this.#place = page.place;
      if (page.events.length > 0 || (end && !this.#live)) yield this.#page(page.events, end);
    }
  }

  async *#follow(signal: AbortSignal): AsyncGenerator<Page> {
    for await (const { events, drained } of this.#log.live(this.#place, this.#pageSize, signal)) {
      const fresh = events.filter(({ position }) => position > this.#place);
      if (fresh.length === 0) continue;
      this.#place = fresh.at(-1)?.position ?? this.#place;
      yield this.#page(fresh, drained);
    }
  }

  /** @throws the error when going on makes no sense */
  async recover(error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof RangeError) {
      // A record of the server's own may have been cleared away since it was looked at.
      if (this.#place === this.#next) throw error;
      this.#place = this.#next;
      return;
    }
    const fault = faultOf(error);
    if (fault instanceof Fault && !fault.retryable) throw fault;
    await this.#waitBeforeNext(signal, error);
  }

  async #waitBeforeNext(signal: AbortSignal, error?: unknown): Promise<void> {
    this.#failures += 1;
    if (signal.aborted) return;
    if (error !== undefined && this.#failures > 1) this.#log.onTrouble(error, this.#failures);
    const wait = waitAfter(this.#failures, this.#log.limits);
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }

  #page(events: Page['events'], live: boolean): Page {
    this.#next = events.at(-1)?.position ?? this.#next;
    this.#live = live;
    if (events.length > 0) this.#failures = 0;
    return { events, next: this.#next, live };
  }
}
