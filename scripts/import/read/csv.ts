import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { createKeeper, SourceError, type RawRow, type ReadOptions } from './row.js';

export interface CsvOptions extends ReadOptions {
  readonly delimiter: string;
}

const batchSize = 1000;
/** Characters of one record. */
const maximumRecord = 1_048_576;

interface CsvRecord {
  readonly record: readonly string[];
  /** The record as it stands, with empty lines before it and without the last character of its end. */
  readonly raw: string;
}

// csv-parse counts a line break of two characters within quotes as two lines, so lines are counted here.
const breaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
const emptyLines = (raw: string): number => breaks(/^[\r\n]*/.exec(raw)?.[0] ?? '');

function checkHeader(record: readonly string[], { columns }: ReadOptions): readonly string[] {
  const names = record.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SourceError(`Line 1: the column "${twice}" is there twice.`);
  const missing = columns === 'all' ? [] : [...columns].filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new SourceError(
      `Line 1: the mapping asks for ${missing.join(', ')}; the file has ${names.join(', ')}.`,
    );
  return names;
}

function rowReader(header: readonly string[], { columns }: ReadOptions) {
  const keep = createKeeper();
  const wanted = header
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => columns === 'all' || columns.has(name));
  return (line: number, record: readonly string[]): RawRow => {
    const row = { line, activity: undefined };
    if (record.length !== header.length)
      return {
        ...row,
        cells: {},
        fault: `It has ${record.length} columns where the first line has ${header.length}.`,
      };
    const cells: Record<string, string> = {};
    for (const { name, index } of wanted) {
      const text = record[index] ?? '';
      if (text !== '') cells[name] = keep(text);
    }
    return { ...row, cells };
  };
}

function parserOf(text: AsyncIterable<string>, delimiter: string): AsyncIterable<CsvRecord> {
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: maximumRecord,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // What fails here also ends the iteration of the parser, with the same error.
  pipeline(text, parser, () => undefined);
  return parser;
}

/**
 * Records of a CSV file (RFC 4180) whose first line names the columns, in file order. A record of
 * another length than that is a row with a fault.
 *
 * @throws SourceError for quotes that do not match, or a missing column; the message has the line.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<readonly RawRow[]> {
  let read: ReturnType<typeof rowReader> | undefined;
  let rows: RawRow[] = [];
  let line = 1;
  try {
    for await (const { record, raw } of parserOf(text, options.delimiter)) {
      if (read === undefined) read = rowReader(checkHeader(record, options), options);
      else rows.push(read(line + emptyLines(raw), record));
      line += breaks(raw);
      if (rows.length >= batchSize) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new SourceError(error.message, { cause: error });
    throw error;
  }
  if (read === undefined)
    throw new SourceError('It is empty: its first line must name the columns.');
  yield rows;
}
