import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ImportApp } from './app.js';
import { defaultWindow, importHistory } from './import-history.js';
import { readMapping } from './mapping/compile.js';
import type { MappingKind } from './mapping/schema.js';
import { publishFor } from './publish.js';
import type { Progress } from './run/progress.js';
import type { ImportReport } from './run/report.js';

const count = (most: number) => z.coerce.number().int().min(1).max(most);

export const importOptionsSchema = z.object({
  mapping: z.string().min(1).describe('What rows mean, a JSON file'),
  publish: z.boolean().default(true).describe('Publish the service and the reference data first'),
  window: count(4000).default(defaultWindow).describe('Most commands under way at once'),
  report: z.string().min(1).optional().describe('Write the closing report to this file, as JSON'),
});
export type ImportCommandOptions = z.input<typeof importOptionsSchema>;

const importFile =
  (kind: MappingKind) =>
  async (
    file: string,
    options: ImportCommandOptions,
    app: ImportApp,
    progress?: Progress,
  ): Promise<ImportReport> => {
    const {
      mapping: path,
      publish,
      window,
      report: reportPath,
    } = importOptionsSchema.parse(options);
    const mapping = await readMapping(path, kind);
    if (publish) await publishFor(mapping, app);
    const settings = { window, ...(progress && { progress }) };
    const report = await importHistory(file, mapping, app, settings);
    if (reportPath !== undefined)
      await writeFile(reportPath, `${JSON.stringify(report, null, 2)}\n`);
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
