import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createTimekeeper } from '../../commands/index.js';
import { systemClock } from '../../commands/ports/clock.js';
import { readSettings, type Settings } from '../configuration/settings.js';
import { importAppOf } from '../import/import-app.js';
import {
  checkImport,
  formatReport,
  importCsv,
  ImportError,
  importXes,
  progressOn,
  type ImportApp,
  type ImportReport,
  type Progress,
} from '../import/index.js';
import { dueStreamsOf, openSystem, type System } from '../system/system.js';
import { dataFiles } from '../system/files.js';
import { createLogger } from '../system/logger.js';
import { catchUp } from '../system/catch-up.js';
import { founding, type Founding } from './founding.js';
import { CommandError, print } from './output.js';

/** Streams settled at a time: many, so that their events are flushed in groups. */
const settleConcurrency = 512;

interface ImportFlags {
  readonly mapping: string;
  readonly data?: string;
  readonly report?: string;
  readonly window?: string;
  readonly publish: boolean;
}

const kinds = { xes: importXes, csv: importCsv } as const;

const describe: Readonly<Record<keyof typeof kinds, string>> = {
  xes: 'an event log (IEEE 1849 XES, .xes or .xes.gz)',
  csv: 'a table with one case a row (.csv or .csv.gz)',
};

/** `charter import xes|csv FILE --mapping M`: history lived through again as commands. */
export function importCommands(importing: Command): void {
  for (const kind of ['xes', 'csv'] as const)
    importing
      .command(`${kind} <file>`)
      .description(`import history from ${describe[kind]}`)
      .requiredOption('--mapping <file>', 'what activities and columns mean (required)')
      .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
      .option('--no-publish', 'take the service and its reference data as they have been published')
      .option('--window <number>', 'most commands under way at once')
      .option('--report <file>', 'write the closing report to this file, as JSON')
      .action(async (file: string, flags: ImportFlags) => {
        const settings = readSettings({ data: flags.data, logLevel: 'warn' }, process.env);
        for (const path of [file, flags.mapping]) requireFile(path);
        const report = await plainly(() => runImport(kind, file, flags, settings));
        print(formatReport(report));
      });
}

function requireFile(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new CommandError(`There is no file ${path}.`);
}

async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ImportError ? new CommandError(error.message) : error;
  }
}

async function runImport(
  kind: keyof typeof kinds,
  file: string,
  { mapping, publish, report, window }: ImportFlags,
  settings: Settings,
): Promise<ImportReport> {
  const options = {
    mapping,
    publish,
    ...(report === undefined ? {} : { report }),
    ...(window === undefined ? {} : { window }),
  };
  await checkImport(kind, options);
  return founding(settings, tellBeside, (known) =>
    importInto(settings, known, (app, progress) => kinds[kind](file, options, app, progress)),
  );
}

/** Beside the report, which may go to a pipe. */
const tellBeside = (words: string): void => {
  process.stderr.write(`${words}\n`);
};

async function importInto(
  settings: Settings,
  known: (founded: Founding) => void,
  work: (app: ImportApp, progress: Progress) => Promise<ImportReport>,
): Promise<ImportReport> {
  const logger = createLogger(settings.logLevel);
  const files = dataFiles(settings.data);
  const system = await openSystem({ files, settings, clock: systemClock, logger, takeOver: true });
  known({ hasEvents: () => Object.keys(system.appended()).length > 0 });
  const progress = progressOn(process.stderr);
  system.project(true);
  try {
    return await work(appOf(system, settings, progress), progress);
  } finally {
    await system.close();
  }
}

/** The import's view of a city: read models are loaded beside the rows, then what is still due is settled. */
function appOf(system: System, settings: Settings, progress: Progress): ImportApp {
  const timekeeper = createTimekeeper({
    due: dueStreamsOf(system.reads),
    execute: (dispatch) => system.commands.execute(dispatch),
    clock: system.clock,
    logger: createLogger('warn'),
    concurrency: settleConcurrency,
    batch: 5000,
  });
  return importAppOf(system.commands, {
    log: system.store,
    appended: system.appended,
    folder: join(settings.data, 'imports'),
    settleDue: async () => {
      await catchUp(system, progress, 'Loading read models');
      progress.begin('Settling what is due');
      const { settled } = await timekeeper.runOnce({ origin: 'import' });
      progress.end();
      await catchUp(system, progress, 'Catching up');
      return settled;
    },
  });
}
