import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { restoreBackup, tellingDamage } from '../../adapters/sqlite/damage/index.js';
import { inspectLog } from '../../adapters/sqlite/snapshot/inspect-log.js';
import { snapshot } from '../../adapters/sqlite/snapshot/snapshot.js';
import type { DataFiles } from '../system/files.js';
import { leavingNothing } from '../system/leaving-nothing.js';
import { describeFile, eventsName, manifestName, type Manifest } from './manifest.js';

/** A backup that can not be made or restored; the message says what to do. */
export class BackupError extends Error {}

const note =
  'A backup of a city on Charter: restore it with `charter restore`. It holds the keys that sign tokens: keep it safe.';

/** What is neither in the log nor can be made from it. */
const besideTheLog = ['keys', 'sample-city.json', 'clock'] as const;

/**
 * Copies a city's truth to a new folder while the city runs: the event log as of one moment, where
 * reactions stand, and the keys. Read models are not copied: they are folded from the log.
 *
 * @throws BackupError
 */
export async function backUp(files: DataFiles, target: string, now: Date): Promise<Manifest> {
  if (!existsSync(files.events)) throw new BackupError(`${files.folder} holds no event log.`);
  checkTarget(target);
  return leavingNothing(target, async () => {
    mkdirSync(target, { recursive: true, mode: 0o700 });
    chmodSync(target, 0o700);
    try {
      return await copyTo(target, files, now);
    } catch (error) {
      for (const name of readdirSync(target))
        rmSync(join(target, name), { recursive: true, force: true });
      throw error;
    }
  });
}

/** @throws BackupError */
function checkTarget(target: string): void {
  const there = statSync(target, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isDirectory())
    throw new BackupError(`${target} is a file: name a new folder for each backup.`);
  if (readdirSync(target).length > 0)
    throw new BackupError(`${target} is not empty: name a new folder for each backup.`);
}

async function copyTo(target: string, files: DataFiles, now: Date): Promise<Manifest> {
  // Before the log: where a reaction stands must not be after the end of the copied log.
  if (existsSync(files.operations)) copyFile(files.operations, join(target, 'operations.sqlite'));
  copyFile(files.events, join(target, eventsName));
  for (const name of besideTheLog)
    if (existsSync(join(files.folder, name)))
      cpSync(join(files.folder, name), join(target, name), { recursive: true });
  const manifest = await describe(target, now);
  writeFileSync(join(target, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
  });
  return manifest;
}

/** @throws StoreDamagedError */
const copyFile = (path: string, target: string): void =>
  tellingDamage(path, restoreBackup, () => snapshot(path, target));

async function describe(folder: string, now: Date): Promise<Manifest> {
  const { faults, ...log } = inspectLog(join(folder, eventsName));
  if (faults.length > 0)
    throw new BackupError(
      `The event log is damaged, and so would be its backup: ${faults.join('; ')}.`,
    );
  const files = [];
  for (const path of pathsIn(folder)) files.push(await describeFile(folder, path));
  return { note, format: 1, madeAt: now.toISOString(), log, files };
}

const pathsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
