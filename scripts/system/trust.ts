import { setTimeout as sleep } from 'node:timers/promises';
import type { EventReader } from '../../commands/event-store.js';
import type { Logger } from '../../commands/ports/logger.js';
import { RebuildNeededError } from '../../domain/kernel/faults.js';
import type { ReadModels, VersionState } from '../../projections/read-store.js';
import { verifyCheckpoint } from '../../projections/runner/verify.js';

const lookMilliseconds = 10_000;
/** For the first look of a process, which then serves whatever it may not know yet. */
const firstMilliseconds = 2_000;

export interface TrustParts {
  readonly models: ReadModels;
  readonly events: Pick<EventReader, 'identity' | 'head' | 'readAll'>;
  readonly logger: Pick<Logger, 'error'>;
}

/**
 * Whether read models are of this log. Where the log was restored and is shorter than what was folded, they show what
 * never happened: nobody may be shown that.
 */
export class Trust {
  readonly #lost = new Map<string, RebuildNeededError>();
  readonly #ending = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(private readonly parts: TrustParts) {}

  /** Looks once, and from then on again and again until it is closed. */
  async watch(): Promise<void> {
    const first = this.#look();
    this.#watching = this.#again(first);
    await Promise.race([first, this.#pause(firstMilliseconds)]);
  }

  /** @throws RebuildNeededError for a read model of another log */
  assert(projection: string): void {
    const lost = this.#lost.get(projection);
    if (lost !== undefined) throw lost;
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#watching;
  }

  async #again(first: Promise<void>): Promise<void> {
    await first;
    while (!this.#ending.signal.aborted) {
      await this.#pause(lookMilliseconds);
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      for (const state of await this.parts.models.versions())
        if (state.serving) await this.#verify(state);
    } catch {
      // An engine is away, as its own calls will say: what is known of the log holds until it is back.
    }
  }

  async #verify({ projection, checkpoint }: VersionState): Promise<void> {
    try {
      if (checkpoint !== undefined)
        await verifyCheckpoint(this.parts.events, projection, checkpoint);
      this.#lost.delete(projection);
    } catch (error) {
      if (!(error instanceof RebuildNeededError)) throw error;
      if (!this.#lost.has(projection)) this.parts.logger.error({ error }, 'not of this log');
      this.#lost.set(projection, error);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#ending;
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
