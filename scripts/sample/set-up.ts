import { createCommands } from '../../commands/index.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Progress } from '../import/index.js';
import { codec } from '../system/codec.js';
import { openEngines, type EngineChoice } from '../system/engines/index.js';
import type { DataFiles } from '../system/files.js';
import type { Definitions } from './definitions.js';
import { lifetimeOf } from './lifetime.js';
import { createLivedClock } from './lived-clock.js';
import { makeSampleCity, type Made } from './make.js';
import { finishSample } from './marker.js';
import { OpenCases } from './open-cases.js';

export interface SettingUp {
  readonly files: DataFiles;
  readonly choice: EngineChoice;
  readonly definitions: Definitions;
  readonly madeFor: Instant;
  readonly logger: Logger;
  readonly progress: Progress;
}

/**
 * Makes the sample city in a data folder, or goes on where a making was cut off.
 *
 * @throws StoreLockedError when another process writes to the folder
 */
export async function setUpSample(setting: SettingUp): Promise<Made> {
  const { files, choice, definitions, madeFor, logger, progress } = setting;
  const { begin } = lifetimeOf(definitions.calendar, madeFor);
  const clock = createLivedClock(begin);
  const cases = new OpenCases();
  const engines = await openEngines(choice);
  const { store } = await engines.openLog(clock.now);
  try {
    const commands = createCommands({ store, codec, clock, logger, facts: cases.facts });
    let shown = 0;
    const onProgress = (done: number, total: number): void => {
      if (shown === 0) progress.begin('Making the sample city', total);
      progress.advance(done - shown);
      shown = done;
    };
    const making = { commands, log: store, clock, cases, definitions, end: madeFor, onProgress };
    const made = await makeSampleCity(making);
    progress.end();
    for (const refused of made.refused)
      logger.warn(refused, 'a story of the sample city ended early');
    finishSample(files, madeFor);
    return made;
  } finally {
    await store.close();
    await engines.close();
  }
}
