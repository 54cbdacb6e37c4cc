import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImportApp } from './app.js';
import { checkedOptions, checkReport, type ImportCommandOptions } from './checked.js';
import { importHistory } from './import-history.js';
import { readMapping } from './mapping/compile.js';
import type { MappingKind } from './mapping/schema.js';
import { publishFor } from './publish.js';
import type { Progress } from './run/progress.js';
import type { ImportReport } from './run/report.js';

/** What can be found wrong before a city is opened. @throws ImportError */
export async function checkImport(kind: MappingKind, options: ImportCommandOptions): Promise<void> {
  const { mapping, report } = checkedOptions(options);
  await readMapping(mapping, kind);
  if (report !== undefined) await checkReport(report);
}

const importFile =
  (kind: MappingKind) =>
  async (
    file: string,
    options: ImportCommandOptions,
    app: ImportApp,
    progress?: Progress,
  ): Promise<ImportReport> => {
    const { mapping: path, publish, window, report: reportPath } = checkedOptions(options);
    const mapping = await readMapping(path, kind);
    if (reportPath !== undefined) await checkReport(reportPath);
    const onceRead = async () => (publish ? publishFor(mapping, app) : undefined);
    const settings = { window, onceRead, ...(progress && { progress }) };
    const report = await importHistory(file, mapping, app, settings);
    if (reportPath !== undefined) {
      await mkdir(dirname(reportPath), { recursive: true });
      await writeFile(reportPath, `${JSON.stringify(report, null, 2)}\n`);
    }
    return report;
  };

/**
 * `charter import xes FILE --mapping M`.
 *
 * @throws ImportError for a file or mapping that can't be used; Fault when the store fails: start again to go on
 */
export const importXes = importFile('xes');

/** `charter import csv FILE --mapping M`. */
export const importCsv = importFile('csv');
