import type { Command } from 'commander';
import { backUp, BackupError } from '../backup/backup.js';
import type { Manifest } from '../backup/manifest.js';
import { restore } from '../backup/restore.js';
import { readSettings } from '../configuration/settings.js';
import { dataFiles } from '../system/files.js';
import { leavingNothing } from '../system/leaving-nothing.js';
import { cityHere } from './city-here.js';
import { CommandError, print } from './output.js';

interface DataFlag {
  readonly data?: string;
}

/** `charter backup FOLDER` and `charter restore FOLDER`. */
export function backupCommands(program: Command): void {
  program
    .command('backup <folder>')
    .description('copy the event log and the keys to a new folder, verified, while the city runs')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .action(async (target: string, { data }: DataFlag) => {
      const files = cityHere(readSettings({ data, logLevel: 'warn' }, process.env));
      const manifest = await plainly(() => backUp(files, target, new Date()));
      print(`${target}: ${contentOf(manifest)}`);
    });
  program
    .command('restore <folder>')
    .description('put a backup into an empty data folder, verified')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .action(async (backup: string, { data }: DataFlag) => {
      const folder = folderOf(data);
      const manifest = await plainly(() =>
        leavingNothing(folder, () => restore(backup, dataFiles(folder))),
      );
      print(`${folder}: ${contentOf(manifest)}. Read models are folded at the next start.`);
    });
}

const folderOf = (data: string | undefined): string =>
  readSettings({ data, logLevel: 'warn' }, process.env).data;

const contentOf = ({ log, files, madeAt }: Manifest): string =>
  `${log.events} events of ${log.streams} streams and ${files.length} files, as of ${madeAt}`;

async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupError ? new CommandError(error.message) : error;
  }
}
