import { foldAgain, restoreBackup } from '../../adapters/sqlite/damage/index.js';
import type { EngineChoice } from './engines/index.js';

/** A file that a city lives on, and what to do when it is damaged. */
export interface CityFile {
  readonly path: string;
  readonly advice: string;
}

/** Files that can be read through, the log first; a server looks after its own. */
export const cityFiles = (choice: EngineChoice): readonly CityFile[] =>
  choice.kind === 'servers'
    ? []
    : [
        { path: choice.events, advice: restoreBackup },
        { path: choice.operations, advice: restoreBackup },
        { path: choice.readModels, advice: foldAgain(choice.readModels) },
      ];
