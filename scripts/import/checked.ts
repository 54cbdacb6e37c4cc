import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { issueWords } from '../../domain/kernel/issue-words.js';
import { ImportError } from './import-error.js';
import { defaultWindow } from './import-history.js';

const count = (most: number) => z.coerce.number().int().min(1).max(most);

export const importOptionsSchema = z.object({
  mapping: z.string().min(1).describe('What rows mean, a JSON file'),
  publish: z.boolean().default(true).describe('Publish the service and the reference data first'),
  window: count(4000).default(defaultWindow).describe('Most commands under way at once'),
  report: z.string().min(1).optional().describe('Write the closing report to this file, as JSON'),
});
export type ImportCommandOptions = z.input<typeof importOptionsSchema>;

/** @throws ImportError naming each option that is out of bounds */
export function checkedOptions(
  options: ImportCommandOptions,
): z.output<typeof importOptionsSchema> {
  const parsed = importOptionsSchema.safeParse(options, { error: issueWords });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`);
  throw new ImportError(faults.join('\n'));
}

/** The folder itself, or what is there of the way to it, in which it would be made. */
async function nearest(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => undefined);
  return there === undefined && dirname(folder) !== folder ? nearest(dirname(folder)) : folder;
}

/** Whether a report can be written to a path, found out before an import and without writing. @throws ImportError */
export async function checkReport(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory())
    throw new ImportError(`The report can not be written: ${path} is a folder; name a file.`);
  const place = there === undefined ? await nearest(dirname(resolve(path))) : path;
  if (there === undefined && !(await stat(place)).isDirectory())
    throw new ImportError(`The report can not be written to ${path}: ${place} is no folder.`);
  await access(place, constants.W_OK).catch((cause: unknown) => {
    throw new ImportError(
      `The report can not be written to ${path}: ${place} may not be written to.`,
      { cause },
    );
  });
}
