import { Option, type Command } from 'commander';
import {
  formatReport,
  ImportError,
  importCsv,
  importOptionsSchema,
  importXes,
  progressOn,
  type ImportApp,
} from '../import/index.js';
import { CommandError, print } from './output.js';

/** Opens a data folder for writing, without the timekeeper, while something is done with it. */
export type WithImportApp = (data: string, use: (app: ImportApp) => Promise<void>) => Promise<void>;

const kinds = [
  { name: 'xes', words: 'an event log (XES, IEEE 1849)', run: importXes },
  { name: 'csv', words: 'a table with dated columns (CSV)', run: importCsv },
] as const;

const { mapping, publish, window, report } = importOptionsSchema.shape;

async function reported(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ImportError) throw new CommandError(error.message, 2);
    throw error;
  }
}

/** Adds `charter import xes FILE` and `charter import csv FILE` to the group `charter import`. */
export function historyImportCommands(group: Command, withApp: WithImportApp): void {
  for (const { name, words, run } of kinds)
    group
      .command(`${name} <file>`)
      .description(`live ${words} through again as commands; packed with gzip or not`)
      .requiredOption('--mapping <file>', mapping.description)
      .option('--data <folder>', 'data folder of the city', process.env['CHARTER_DATA'] ?? 'data')
      .option('--no-publish', `not: ${publish.description ?? ''}`)
      .addOption(new Option('--window <number>', window.description).default(2000))
      .option('--report <file>', report.description)
      .addHelpText(
        'after',
        `
May be stopped at any moment and started again: nothing is done twice.

Example:
  charter import xes road-traffic-fines.xes.gz --mapping services/traffic-fine/import.json`,
      )
      .action(async (file: string, options: Record<string, unknown>) => {
        const { data, ...rest } = options;
        const parsed = importOptionsSchema.parse(rest);
        await reported(
          withApp(String(data), async (app) => {
            print(formatReport(await run(file, parsed, app, progressOn(process.stderr))));
          }),
        );
      });
}
