import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SettingsError } from '../configuration/settings.js';

/** Where a city on one machine keeps what. */
export interface DataFiles {
  readonly folder: string;
  /** The truth: back this one up, and the keys. */
  readonly events: string;
  /** Can be rebuilt from the events. */
  readonly readModels: string;
  /** Where reactions stand. */
  readonly operations: string;
  /** How far the sample city's clock runs ahead. */
  readonly clock: string;
  /** Where the running city is reached, for other commands on this machine. */
  readonly address: string;
}

/** Where a data folder has its files, be it there or not. */
export const filesIn = (folder: string): DataFiles => ({
  folder,
  events: join(folder, 'events.sqlite'),
  readModels: join(folder, 'read-models.sqlite'),
  operations: join(folder, 'operations.sqlite'),
  clock: join(folder, 'clock'),
  address: join(folder, 'address'),
});

/**
 * The files of a data folder, which is made when it is missing, for its owner alone.
 *
 * @throws SettingsError when it can not be made or written to
 */
export function dataFiles(folder: string): DataFiles {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SettingsError(
      `The data folder ${folder} can not be used: ${reasonOf(error)}. Name another one: --data <folder>.`,
      { cause: error },
    );
  }
  return filesIn(folder);
}

/** One level at a time: making several at once never ends where one of them can not be made, as below /proc. */
function makeFolder(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there !== undefined) throw new Error(`${path} is a file`);
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process that starts at the same time may have made it.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a read-only file system',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of its path is a file',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
