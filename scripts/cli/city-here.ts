import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../configuration/settings.js';
import { engineChoice } from '../system/engines/index.js';
import { dataFiles, filesIn, type DataFiles } from '../system/files.js';
import { CommandError } from './output.js';

type Place = Pick<Settings, 'data' | 'eventstoreUrl' | 'mongodbUri'>;

const isWritten = (path: string): boolean => existsSync(path) && statSync(path).size > 0;

/** @throws CommandError */
function noCity(folder: string): never {
  throw new CommandError(
    `There is no city in ${folder}: name its data folder, or begin one with: charter start --data ${folder}`,
  );
}

/** Whether a folder has an event log in it. */
export const holdsLog = ({ events }: Pick<DataFiles, 'events'>): boolean => isWritten(events);

/** The files of a city that is there already; nothing is made. @throws CommandError when there is none */
export function cityHere(settings: Place): DataFiles {
  const files = filesIn(settings.data);
  if (engineChoice(files, settings).kind === 'servers') return dataFiles(settings.data);
  return holdsLog(files) ? files : noCity(settings.data);
}

/** The folder of a city whose tokens are signed: one that was started, or has a log. @throws CommandError */
export function signingFolder(folder: string): string {
  const known = isWritten(join(folder, 'keys', 'tokens.pem')) || holdsLog(filesIn(folder));
  return known ? folder : noCity(folder);
}
