import type { Clock } from '../../commands/ports/clock.js';
import type { Health } from '../../http/operations.js';
import type { Reads } from '../../http/reads.js';
import { PositionWaiter } from '../../projections/runner/waiter.js';
import { codec } from './codec.js';
import { openEngines, type EngineChoice } from './engines/index.js';
import { servedChecks } from './health.js';
import { createReads } from './reads.js';

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
export async function openReading(choice: EngineChoice, clock: Clock): Promise<ReadingSystem> {
  const engines = await openEngines(choice);
  const events = await engines.openReader();
  const models = await engines.openModels();
  const waiter = new PositionWaiter({ poll: models });
  return {
    reads: createReads({ models, events, codec, waiter, clock }),
    checks: () => servedChecks(models),
    close: async () => {
      await models.close();
      await events.close();
      await engines.close();
    },
  };
}
