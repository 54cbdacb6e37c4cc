import type { DataFiles } from '../files.js';
import type { EngineChoice, Engines } from './engines.js';
import { sqliteEngines } from './sqlite.js';

export type { EngineChoice, Engines, Operations, WritableLog } from './engines.js';

/** The engines that the settings name. */
export const engineChoice = ({ events, readModels, operations }: DataFiles): EngineChoice => ({
  kind: 'sqlite',
  events,
  readModels,
  operations,
});

export const openEngines = (choice: EngineChoice): Promise<Engines> =>
  Promise.resolve(sqliteEngines(choice));
