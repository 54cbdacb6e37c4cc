import { createReactions, type Application } from '../../commands/index.js';
import type { EventStore } from '../../commands/event-store.js';
import type { Leases } from '../../commands/ports/leases.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Reactions } from '../../commands/reactions/runner.js';
import type { Timekeeper } from '../../commands/timekeeper/timekeeper.js';
import { UnknownEventError } from '../../domain/kernel/codec.js';
import { codec } from './codec.js';
import type { Operations } from './engines/index.js';
import { leased } from './leases/leased.js';
import { reactions } from './reactions.js';

export interface BackgroundParts {
  readonly store: EventStore;
  readonly commands: Application;
  readonly timekeeper: Timekeeper;
  readonly operations: Operations;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leases: Leases | undefined;
  readonly leaseSeconds: number;
}

/** What a process does of the work that one process does at a time. */
export class Background {
  /** Names of what it does now. */
  readonly underWay = new Set<string>();
  /** Name of what can not go on → why. */
  readonly stopped = new Map<string, string>();

  /** Reactions and the timekeeper, until the signal aborts. */
  async run(parts: BackgroundParts, signal: AbortSignal): Promise<void> {
    const { leases, leaseSeconds, logger } = parts;
    const each = (name: string, work: (held: AbortSignal) => Promise<void>, until: AbortSignal) =>
      leased({ leases, leaseSeconds, logger, signal: until, name }, (held) =>
        this.#noted(name, () => work(held)),
      );
    // Who needs newer code leaves the work to a process that may have it, and does not come back.
    const outdated = new AbortController();
    const current = leases === undefined ? signal : AbortSignal.any([signal, outdated.signal]);
    await Promise.all([
      each('timekeeper', (held) => parts.timekeeper.run(held), signal),
      each('reactions', (held) => this.#react(parts, held, outdated), current),
    ]);
  }

  async #noted(name: string, work: () => Promise<void>): Promise<void> {
    this.underWay.add(name);
    await work().finally(() => this.underWay.delete(name));
  }

  /** A reaction that cannot go on must not take the city down: it is said, and the rest goes on. */
  async #react(
    parts: BackgroundParts,
    signal: AbortSignal,
    outdated: AbortController,
  ): Promise<void> {
    try {
      await reactionsOf(parts).run(signal);
    } catch (error) {
      parts.logger.error({ error }, 'reactions stopped');
      this.stopped.set('reactions', reasonOf(error));
      if (error instanceof UnknownEventError) outdated.abort();
      await ended(signal);
      if (!(error instanceof UnknownEventError)) this.stopped.delete('reactions');
    }
  }
}

const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof UnknownEventError ? `needs-newer-code: ${message}` : message;
};

const reactionsOf = ({ store, commands, operations, clock, logger }: BackgroundParts): Reactions =>
  createReactions({
    reactions,
    store,
    execute: (dispatch) => commands.execute(dispatch),
    codec,
    checkpoints: operations.checkpoints,
    parking: operations.parking,
    clock,
    logger,
  });

/** What stopped by a fault is not begun again by itself. */
const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
