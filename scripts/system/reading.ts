import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Health } from '../../http/operations.js';
import type { Reads } from '../../http/reads.js';
import { PositionWaiter } from '../../projections/runner/waiter.js';
import { codec } from './codec.js';
import { openEngines, type EngineChoice } from './engines/index.js';
import { servedChecks } from './health.js';
import { createReads } from './reads.js';
import { Trust } from './trust.js';

export interface ReadingOptions {
  readonly choice: EngineChoice;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A process that reads what another one writes. */
export interface ReadingSystem {
  readonly reads: Reads;
  /** What is wrong, by name; `ok` where nothing is. */
  readonly checks: () => Promise<Health['checks']>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a city's log and read models for reading: any number of processes may, beside those that
 * write. They hear of no progress, so whoever waits for a position looks again and again.
 *
 * @throws StoreUnavailableError when no process has made a log there yet
 */
export async function openReading({
  choice,
  clock,
  logger,
}: ReadingOptions): Promise<ReadingSystem> {
  const engines = await openEngines(choice);
  const events = await engines.openReader();
  const models = await engines.openModels();
  const waiter = new PositionWaiter({ poll: models });
  const trust = new Trust({ models, events, logger });
  await trust.watch();
  return {
    reads: createReads({ models, events, codec, waiter, clock, trust }),
    checks: () => servedChecks(models, trust),
    close: async () => {
      await trust.close();
      await models.close();
      await events.close();
      await engines.close();
    },
  };
}
