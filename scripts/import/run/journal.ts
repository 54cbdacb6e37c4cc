import { open, mkdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RejectedRow } from './plan.js';
import type { Correction } from './derived.js';

const countsSchema = z.record(z.string(), z.int());

const recordSchema = z.strictObject({
  /** Entries taken, from the first. */
  through: z.int().min(0),
  counts: z.strictObject({
    commands: countsSchema,
    derived: countsSchema,
    skipped: z.int(),
    rejected: z.int(),
    corrected: z.int(),
    repeated: z.int(),
  }),
  /** Cases opened since the record before: the file's name, ours. */
  cases: z.array(z.tuple([z.string(), z.string()])),
  corrections: z.array(z.custom<Correction>((value) => typeof value === 'object')),
  /** Bytes of the file of rejected rows. */
  rejectedBytes: z.int().min(0),
  /** The last event in the log that these entries have led to. */
  last: z
    .strictObject({ stream: z.string(), revision: z.string(), position: z.string() })
    .exactOptional(),
});
export type JournalRecord = z.output<typeof recordSchema>;

const headerSchema = z.strictObject({
  journal: z.literal(1),
  /** SHA-256 of the file's content and of the mapping, and the log's identity. */
  file: z.string(),
  mapping: z.string(),
  log: z.string(),
  /** Head of the log when the import began. */
  since: z.string(),
});
export type JournalHeader = z.output<typeof headerSchema>;

/** What an earlier run of the same import left. */
export interface Left {
  readonly header: JournalHeader;
  readonly records: readonly JournalRecord[];
  /** Bytes up to the end of the last whole record. */
  readonly bytes: number;
}

export interface Journal {
  /** Makes what has been done so far last; `rejected` are those since the record before. */
  readonly write: (
    record: Omit<JournalRecord, 'rejectedBytes'>,
    rejected: readonly RejectedRow[],
  ) => Promise<void>;
  readonly rejectedPath: string;
  readonly close: () => Promise<void>;
}

export interface JournalPaths {
  readonly journal: string;
  readonly rejected: string;
}

const nameLength = 16;

export const journalPaths = (folder: string, service: string, file: string): JournalPaths => {
  const name = `${service}-${file.slice(0, nameLength)}`;
  return {
    journal: join(folder, `${name}.journal.ndjson`),
    rejected: join(folder, `${name}.rejected.ndjson`),
  };
};

function parseLine<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Reads what an earlier run left; a last line torn by a kill is as if it had not been written. */
export async function readJournal({ journal }: JournalPaths): Promise<Left | undefined> {
  const text = await readFile(journal, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const [first = '', ...rest] = text.split('\n').slice(0, -1);
  const header = parseLine(headerSchema, first);
  if (header === undefined) return undefined;
  let bytes = Buffer.byteLength(first) + 1;
  const records: JournalRecord[] = [];
  for (const line of rest) {
    const record = parseLine(recordSchema, line);
    if (record === undefined) break;
    records.push(record);
    bytes += Buffer.byteLength(line) + 1;
  }
  return { header, records, bytes };
}

async function openAt(path: string, bytes: number): Promise<FileHandle> {
  const file = await open(path, 'a');
  await file.truncate(bytes);
  return file;
}

/** Goes on with what was left, or begins anew. */
export async function openJournal(
  folder: string,
  paths: JournalPaths,
  start: Left | JournalHeader,
): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const left = 'records' in start ? start : undefined;
  let rejectedBytes = left?.records.at(-1)?.rejectedBytes ?? 0;
  const journal = await openAt(paths.journal, left?.bytes ?? 0);
  const rejects = await openAt(paths.rejected, rejectedBytes);
  const append = async (file: FileHandle, lines: string): Promise<void> => {
    await file.appendFile(lines);
    await file.datasync();
  };
  if (left === undefined) await append(journal, `${JSON.stringify(start)}\n`);
  return {
    rejectedPath: paths.rejected,
    write: async (record, rejected) => {
      if (rejected.length > 0) {
        const lines = rejected.map((row) => `${JSON.stringify(row)}\n`).join('');
        await append(rejects, lines);
        rejectedBytes += Buffer.byteLength(lines);
      }
      await append(journal, `${JSON.stringify({ ...record, rejectedBytes })}\n`);
    },
    close: async () => {
      await journal.close();
      await rejects.close();
    },
  };
}
