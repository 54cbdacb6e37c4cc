import { createReactions, mirrorLink, type Application } from '../../commands/index.js';
import type { EventStore } from '../../commands/event-store.js';
import type { Leases } from '../../commands/ports/leases.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Timekeeper } from '../../commands/timekeeper/timekeeper.js';
import { codec } from './codec.js';
import type { Operations } from './engines/index.js';
import { leased } from './leases/leased.js';

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

/** Reactions and the timekeeper, until the signal aborts. */
export async function runBackground(parts: BackgroundParts, signal: AbortSignal): Promise<void> {
  const { leases, leaseSeconds, logger } = parts;
  const common = { leases, leaseSeconds, logger, signal };
  await Promise.all([
    leased({ ...common, name: 'timekeeper' }, (held) => parts.timekeeper.run(held)),
    leased({ ...common, name: 'reactions' }, (held) => react(parts, held)),
  ]);
}

/** A reaction that cannot go on must not take the city down: it is said, and the rest goes on. */
async function react(parts: BackgroundParts, signal: AbortSignal): Promise<void> {
  const { store, commands, operations, clock, logger } = parts;
  try {
    await createReactions({
      reactions: [mirrorLink],
      store,
      execute: (dispatch) => commands.execute(dispatch),
      codec,
      checkpoints: operations.checkpoints,
      parking: operations.parking,
      clock,
      logger,
    }).run(signal);
  } catch (error) {
    logger.error({ error }, 'reactions stopped');
    await ended(signal);
  }
}

/** What stopped by a fault is not begun again by itself. */
const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
