import { setTimeout as sleep } from 'node:timers/promises';
import type { Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { EventReader, Page } from '../event-store.js';
import { delayOf, type Patience } from '../pipeline/append-surely.js';
import type { Checkpoint, Checkpoints } from '../ports/checkpoints.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Parking } from '../ports/parking.js';
import { checkpointAtHead, verifyCheckpoint } from './checkpoint.js';
import { attempt, causing, concerns, type Execute } from './handler.js';
import { parkedEvent } from './parked.js';
import type { CausingEvent, Reaction } from './reaction.js';

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
  /** Starts, then follows the log until the signal aborts. @throws ForeignLogError, UnknownEventError */
  run(signal: AbortSignal): Promise<void>;
}

const defaultPatience: Patience = { attempts: 5, firstDelay: 100, longestDelay: 10_000 };
const never = new AbortController().signal;

export const createReactions = (options: ReactionsOptions): Reactions => new LogReactions(options);

class LogReactions implements Reactions {
  readonly #options: ReactionsOptions;
  readonly #patience: Patience;
  /** Reaction → where it stands. */
  readonly #standing = new Map<string, Checkpoint>();
  #logId = '';

  constructor(options: ReactionsOptions) {
    this.#options = options;
    this.#patience = options.patience ?? defaultPatience;
  }

  async start(): Promise<void> {
    const { reactions, store, checkpoints } = this.#options;
    this.#logId = await store.identity();
    for (const { name } of reactions) {
      const stored = await checkpoints.load(name);
      if (stored !== undefined) await verifyCheckpoint(store, this.#logId, name, stored);
      const checkpoint = stored ?? (await checkpointAtHead(store, this.#logId));
      if (stored === undefined) await checkpoints.save(name, checkpoint);
      this.#standing.set(name, checkpoint);
    }
  }

  async handle(page: Page, signal: AbortSignal = never): Promise<void> {
    const { checkpoints } = this.#options;
    for (const event of page.events) await this.#handleEvent(event, signal);
    const last = page.events.at(-1);
    if (last === undefined) return;
    const reached = { logId: this.#logId, position: last.position, eventId: last.id };
    for (const [name, { position }] of this.#standing)
      if (position < last.position) {
        await checkpoints.save(name, reached);
        this.#standing.set(name, reached);
      }
  }

  async run(signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    await this.start();
    for (let failures = 0; !stopped(); failures += 1)
      try {
        for await (const page of this.#options.store.subscribe({ after: this.#from() }, signal)) {
          await this.handle(page, signal);
          failures = 0;
        }
      } catch (error) {
        if (stopped()) return;
        if (!(error instanceof StoreUnavailableError)) throw error;
        this.#options.logger.warn({ error }, 'reactions lost the log; they go on where they were');
        await sleep(delayOf(this.#patience, failures), undefined, { signal }).catch(
          () => undefined,
        );
      }
  }

  #from(): Position {
    return (
      [...this.#standing.values()].map(({ position }) => position).sort()[0] ?? ('' as Position)
    );
  }

  async #handleEvent(recorded: Recorded, signal: AbortSignal): Promise<void> {
    const event = causing(this.#options.codec, recorded);
    if (event === undefined) return;
    for (const reaction of this.#options.reactions) {
      const standing = this.#standing.get(reaction.name);
      if (standing === undefined || standing.position >= event.position) continue;
      if (concerns(reaction, event)) await this.#react(reaction, event, signal);
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
