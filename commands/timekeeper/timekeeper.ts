import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import { internalCaller } from '../access/caller.js';
import type { Dispatch, Done } from '../dispatch.js';
import type { Clock } from '../ports/clock.js';
import type { DueStream, DueStreams } from '../ports/due-streams.js';
import type { Logger } from '../ports/logger.js';
import { concurrently } from './concurrently.js';
import { createRests } from './rest.js';

export interface TimekeeperOptions {
  readonly due: DueStreams;
  readonly execute: (dispatch: Dispatch) => Promise<Result<Done, Rejection>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds between two looks; 5,000 by default. */
  readonly interval?: number;
  /** Streams settled at a time; 8 by default. */
  readonly concurrency?: number;
  /** Streams asked for at a time; 500 by default. */
  readonly batch?: number;
}

/** What one look at the due streams came to. */
export interface Round {
  /** Something had been due. */
  readonly settled: number;
  /** Nothing was due any more. */
  readonly unchanged: number;
  readonly failed: number;
}

export interface RoundOptions {
  /** Settles what is due at or before this time instead of now; not later than the clock. */
  readonly at?: Instant;
  /** Marks what becomes due as history that an import lives through. */
  readonly origin?: 'import';
}

/** Sends `settle` to streams with something due, and nothing else. */
export interface Timekeeper {
  /** Settles everything that the due streams show, once each. */
  runOnce(options?: RoundOptions): Promise<Round>;
  /** Looks again and again until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

type Outcome = keyof Round;

const caller = internalCaller('timekeeper');

const settleOf = ({ stream }: DueStream, { at, origin }: RoundOptions): Dispatch => {
  // A key of its own for each: the timer may be moved back to where it was, and fall due again.
  const key = randomUUID();
  return {
    aggregate: categoryOf(stream),
    target: keyOf(stream),
    operation: 'settle',
    body: {},
    caller,
    idempotencyKey: key,
    correlationId: key,
    ...(at === undefined ? {} : { occurredAt: at }),
    ...(origin === undefined ? {} : { origin }),
  };
};

export const createTimekeeper = (options: TimekeeperOptions): Timekeeper =>
  new IntervalTimekeeper(options);

class IntervalTimekeeper implements Timekeeper {
  readonly #options: TimekeeperOptions;
  readonly #rests = createRests(() => performance.now());

  constructor(options: TimekeeperOptions) {
    this.#options = options;
  }

  runOnce(options: RoundOptions = {}): Promise<Round> {
    return this.#round(options, () => true);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { interval = 5000, logger } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#round({}, (due) => !this.#rests.isResting(due));
      } catch (error) {
        logger.error({ error }, 'timekeeper could not look at what is due');
      }
      // Aborting ends the wait by an error, which is the expected end.
      await sleep(interval, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #round(options: RoundOptions, wanted: (due: DueStream) => boolean): Promise<Round> {
    const { due, clock, concurrency = 8, batch = 500 } = this.#options;
    const at = options.at ?? clock.now();
    const round: Record<Outcome, number> = { settled: 0, unchanged: 0, failed: 0 };
    const seen = new Set<string>();
    let after: DueStream | undefined;
    for (;;) {
      const page = await due.dueBefore(at, batch, after);
      const unseen = page.filter(({ stream, dueAt }) => !seen.has(`${stream}@${dueAt}`));
      for (const { stream, dueAt } of unseen) seen.add(`${stream}@${dueAt}`);
      await concurrently(unseen.filter(wanted), concurrency, async (item) => {
        round[await this.#settle(item, options)] += 1;
      });
      after = page.at(-1);
      if (page.length < batch || unseen.length === 0) return round;
    }
  }

  async #settle(due: DueStream, options: RoundOptions): Promise<Outcome> {
    const { execute, logger } = this.#options;
    this.#rests.begin(due);
    try {
      const result = await execute(settleOf(due, options));
      if (result.ok) return result.value.unchanged ? 'unchanged' : 'settled';
      logger.warn({ ...due, code: result.error.code }, 'settling was rejected');
    } catch (error) {
      logger.error({ ...due, error }, 'settling failed');
    }
    return 'failed';
  }
}
