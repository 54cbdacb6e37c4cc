import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { inspectLog } from '../../adapters/sqlite/snapshot/inspect-log.js';
import type { DataFiles } from '../system/files.js';
import { BackupError } from './backup.js';
import {
  describeFile,
  eventsName,
  manifestName,
  manifestSchema,
  type Manifest,
} from './manifest.js';

/** What the log is called until it is whole: a restoring that was killed leaves no city, and can be done again. */
const unverified = `${eventsName}.restoring`;

/**
 * Puts a backup into an empty data folder, every file verified against the manifest and the log read
 * whole. Nothing is left in the folder when something is wrong.
 *
 * @throws BackupError
 */
export async function restore(backup: string, files: DataFiles): Promise<Manifest> {
  if (existsSync(files.events))
    throw new BackupError(
      `${files.folder} holds a city already: restore into another folder, or move that one away.`,
    );
  const manifest = readManifest(backup);
  await verifyFiles(backup, manifest);
  try {
    put(backup, files.folder, manifest);
    verifyLog(join(files.folder, unverified), manifest);
    flush(join(files.folder, unverified));
    renameSync(join(files.folder, unverified), files.events);
    flush(files.folder);
  } catch (error) {
    for (const { path } of manifest.files)
      rmSync(join(files.folder, placeOf(path)), { force: true });
    for (const path of foldersOf(manifest)) removeIfEmpty(join(files.folder, path));
    throw error;
  }
  return manifest;
}

/** Folders within the backup, the innermost first. */
const foldersOf = ({ files }: Manifest): readonly string[] =>
  [...new Set(files.map(({ path }) => dirname(path)))]
    .filter((path) => path !== '.')
    .sort((a, b) => b.length - a.length);

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

async function verifyFiles(backup: string, { files }: Manifest): Promise<void> {
  for (const file of files) {
    const present = existsSync(join(backup, file.path)) && (await describeFile(backup, file.path));
    if (!isDeepStrictEqual(present, file))
      throw new BackupError(
        `${file.path} of the backup is not as it was written. Take another one.`,
      );
  }
}

function put(backup: string, folder: string, { files }: Manifest): void {
  for (const { path } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    cpSync(join(backup, path), join(folder, placeOf(path)));
  }
}

const placeOf = (path: string): string => (path === eventsName ? unverified : path);

/** Has what was written survive a power failure. */
function flush(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

function verifyLog(path: string, manifest: Manifest): void {
  const { faults, ...log } = inspectLog(path);
  if (faults.length > 0 || !isDeepStrictEqual(log, manifest.log))
    throw new BackupError(`The restored log is not as it was: ${faults.join('; ')}`);
}

function readManifest(backup: string): Manifest {
  const path = join(backup, manifestName);
  if (!existsSync(path))
    throw new BackupError(
      `${backup} is no backup: it has no ${manifestName}. Name the folder that charter backup made.`,
    );
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new BackupError(`${path} can not be read: ${reason}. Take another backup.`);
  }
}
