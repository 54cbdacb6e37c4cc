import { setTimeout as sleep } from 'node:timers/promises';
import type { Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { EventReader, Page } from '../event-store.js';
import { delayOf, type Patience } from '../pipeline/append-surely.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Parking } from '../ports/parking.js';
import { attempt, causing, concerns, type Execute } from './handler.js';
import { parkedEvent } from './parked.js';
import { isLasting } from './passing-faults.js';
import type { CausingEvent, Reaction } from './reaction.js';
import { Standing } from './standing.js';

export interface ReactionsOptions {
  readonly reactions: readonly Reaction[];
  readonly store: EventReader;
  readonly execute: Execute;
  readonly codec: Codec;
  readonly checkpoints: Checkpoints;
  readonly parking: Parking;
  readonly clock: Clock;
  readonly logger: Logger;
  /** With an event whose reaction fails, before it is parked. */
  readonly patience?: Patience;
}

/** Runs reactions over the log as it grows. */
export interface Reactions {
  /**
   * Finds where each reaction stands; a new one stands at the end of the log.
   *
   * @throws ForeignLogError
   */
  start(): Promise<void>;
  /** Handles one page and stores how far it came. Call `start` before. @throws UnknownEventError */
  handle(page: Page, signal?: AbortSignal): Promise<void>;
  /**
   * Starts, then follows the log until the signal aborts; stores now and then, and at the end, how far it came.
   * What passes by itself, such as a store that is away or full, is waited for.
   *
   * @throws ForeignLogError, UnknownEventError
   */
  run(signal: AbortSignal): Promise<void>;
}

const defaultPatience: Patience = { attempts: 5, firstDelay: 100, longestDelay: 10_000 };
const never = new AbortController().signal;

export const createReactions = (options: ReactionsOptions): Reactions => new LogReactions(options);

class LogReactions implements Reactions {
  readonly #options: ReactionsOptions;
  readonly #patience: Patience;
  readonly #standing: Standing;

  constructor(options: ReactionsOptions) {
    this.#options = options;
    this.#patience = options.patience ?? defaultPatience;
    this.#standing = new Standing(options.store, options.checkpoints);
  }

  start(): Promise<void> {
    return this.#standing.load(this.#options.reactions.map(({ name }) => name));
  }

  async handle(page: Page, signal: AbortSignal = never): Promise<void> {
    await this.#handlePage(page, signal);
    await this.#standing.save();
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#follow(signal);
    } finally {
      await this.#standing.end();
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    for (let failures = 0; !stopped(); failures += 1)
      try {
        // Anew after each failure: where they stand is what is stored, and the log may have been restored meanwhile.
        await this.start();
        const after = this.#standing.from;
        for await (const page of this.#options.store.subscribe({ after }, signal)) {
          await this.#handlePage(page, signal);
          this.#standing.saveSoon();
          failures = 0;
        }
      } catch (error) {
        if (stopped()) return;
        if (isLasting(error)) throw error;
        this.#options.logger.warn({ error }, 'reactions could not go on; they try again');
        await sleep(delayOf(this.#patience, failures), undefined, { signal }).catch(
          () => undefined,
        );
      }
  }

  async #handlePage({ events }: Page, signal: AbortSignal): Promise<void> {
    for (const event of events) await this.#handleEvent(event, signal);
    const last = events.at(-1);
    if (last !== undefined) this.#standing.reach(last);
  }

  async #handleEvent(recorded: Recorded, signal: AbortSignal): Promise<void> {
    const event = causing(this.#options.codec, recorded);
    if (event === undefined) return;
    for (const reaction of this.#options.reactions) {
      if (this.#standing.isPast(reaction.name, event) || !concerns(reaction, event)) continue;
      await this.#react(reaction, event, signal);
    }
  }

  async #react(reaction: Reaction, event: CausingEvent, signal: AbortSignal): Promise<void> {
    const { execute, parking, logger, clock } = this.#options;
    const { cause, attempts } = await attempt(execute, reaction, event, {
      patience: this.#patience,
      signal,
    });
    if (cause === undefined) return;
    const parked = parkedEvent(reaction, event, { cause, attempts, parkedAt: clock.now() });
    logger.error({ id: parked.id, stream: parked.stream, cause }, 'a reaction failed; parked');
    await parking.park(parked);
  }
}
