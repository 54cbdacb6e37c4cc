import { readSettings, type Settings } from '../configuration/settings.js';
import { engineChoice, type EngineChoice } from '../system/engines/index.js';
import { dataFiles } from '../system/files.js';
import { cityHere } from './city-here.js';
import { CommandError } from './output.js';

/** How a place is named on the command line. */
export const placeHelp =
  'a data folder, or the word "servers" for EVENTSTORE_URL and MONGODB_URI of the environment';

/** A place that holds a city: its engines. */
export interface Place {
  readonly name: string;
  readonly choice: EngineChoice;
}

const settingsHere = (): Settings => readSettings({ logLevel: 'warn' }, process.env);

/** @param made whether a folder that is not there is made. @throws CommandError */
export function placeOf(name: string, made = false): Place {
  const { eventstoreUrl, mongodbUri } = settingsHere();
  if (name !== 'servers') {
    const files = made ? dataFiles(name) : cityHere({ data: name });
    return { name, choice: engineChoice(files, {}) };
  }
  if (eventstoreUrl === undefined || mongodbUri === undefined)
    throw new CommandError('Set EVENTSTORE_URL and MONGODB_URI to name the servers.');
  const nowhere = { events: '', readModels: '', operations: '' };
  return { name, choice: engineChoice(nowhere, { eventstoreUrl, mongodbUri }) };
}
