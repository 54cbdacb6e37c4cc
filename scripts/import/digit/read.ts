import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  importDigitWorkflow,
  type DigitImport,
  type DigitImportOptions,
} from '../../../domain/service/digit/index.js';
import { NoJsonError, parseWorkflow } from './parse.js';

const maxBytes = 5 * 1024 * 1024;
const maxFiles = 1000;

export interface ImportedFile extends DigitImport {
  readonly file: string;
}

/**
 * Reads DIGIT workflow files and turns each into service definitions.
 *
 * @param from a file, or a folder whose `.json` files (and those of its folders) are read in the order of their names
 * @throws Error when nothing can be read there
 */
export async function importDigitFiles(
  from: string,
  options: Partial<DigitImportOptions> = {},
): Promise<readonly ImportedFile[]> {
  const files = await filesIn(from);
  if (files.length === 0) throw new Error(`There is no .json file in ${from}.`);
  if (files.length > maxFiles) throw new Error(`There are more than ${maxFiles} files in ${from}.`);
  return Promise.all(files.map((file) => importFile(file, options)));
}

async function filesIn(from: string): Promise<readonly string[]> {
  const there = await stat(from).catch(() => undefined);
  if (there === undefined) throw new Error(`There is nothing at ${from}.`);
  if (there.isFile()) return [from];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.json'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function importFile(
  file: string,
  options: Partial<DigitImportOptions>,
): Promise<ImportedFile> {
  const { size } = await stat(file);
  if (size > maxBytes) return unreadable(file, `It is larger than ${maxBytes} bytes.`);
  try {
    return { file, ...importDigitWorkflow(parseWorkflow(await readFile(file, 'utf8')), options) };
  } catch (error) {
    if (error instanceof NoJsonError) return unreadable(file, error.message);
    throw error;
  }
}

const unreadable = (file: string, message: string): ImportedFile => ({
  file,
  definitions: [],
  warnings: [],
  errors: [{ code: 'no-json', message, service: '(file)' }],
});
