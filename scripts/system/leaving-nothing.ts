import { existsSync, rmdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The folder and those above it that are not there, itself first. */
function missing(folder: string): readonly string[] {
  const path = resolve(folder);
  return existsSync(path) ? [] : [path, ...missing(dirname(path))];
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // What is in use or holds something stays.
  }
}

/** Does some work with a folder; when it fails, folders that were not there before and are empty are taken away. */
export async function leavingNothing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const made = missing(folder);
  try {
    return await work();
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
}
