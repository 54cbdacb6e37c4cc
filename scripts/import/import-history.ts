import { createHash } from 'node:crypto';
import type { Position } from '../../domain/kernel/ids.js';
import type { ImportApp } from './app.js';
import type { CompiledMapping, MappingFile } from './mapping/compile.js';
import { readCsv } from './read/csv.js';
import { SourceError, type RawRow } from './read/row.js';
import { openSource } from './read/source.js';
import { readXes } from './read/xes.js';
import { carryOut, type CarriedOut } from './run/carry-out.js';
import { eventCounter } from './run/count-events.js';
import type { ImportRun } from './run/dispatch.js';
import { journalPaths, openJournal, readJournal, type JournalHeader } from './run/journal.js';
import { makePlan, type Plan } from './run/plan.js';
import { noProgress, type Progress } from './run/progress.js';
import { firstRejected, type ImportReport } from './run/report.js';
import { goBackTo, resumable } from './run/resume.js';

export interface ImportOptions {
  /** Most commands under way at once. */
  readonly window?: number;
  /** Entries between two records of how far the import is. */
  readonly batch?: number;
  readonly progress?: Progress;
  /** Done when the file has been read to its end and before its rows are carried out. */
  readonly onceRead?: () => Promise<void>;
}

/** Enough for the store to flush in groups; more only keeps more in memory. */
export const defaultWindow = 256;
export const defaultBatch = 20_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function readRows(
  { mapping, columns }: CompiledMapping,
  text: AsyncIterable<string>,
): AsyncIterable<readonly RawRow[]> {
  return mapping.kind === 'xes'
    ? readXes(text, { columns, activity: mapping.activity })
    : readCsv(text, { columns, delimiter: mapping.delimiter });
}

interface Prepared {
  readonly plan: Plan;
  readonly run: ImportRun;
}

/** @throws SourceError that names the file, for what is wrong with it */
function unreadable(path: string, error: unknown): never {
  if (error instanceof SourceError)
    throw new SourceError(`${path}: ${error.message}`, { cause: error });
  const isPacking = error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
  if (!isPacking) throw error;
  throw new SourceError(`${path} can not be unpacked: ${error.message}. Fetch it again.`, {
    cause: error,
  });
}

async function prepare(path: string, compiled: CompiledMapping, progress: Progress) {
  progress.begin('Reading rows');
  const source = await openSource(path);
  const rows = readRows(compiled, source.text);
  const plan = await makePlan(rows, compiled, progress.advance)
    .catch((error: unknown) => unreadable(path, error))
    .finally(() => progress.end());
  const run = { compiled, fingerprint: source.fingerprint(), columns: plan.columns };
  return { plan, run } satisfies Prepared;
}

async function begin({ plan, run }: Prepared, mapping: MappingFile, app: ImportApp) {
  const { service } = mapping.compiled.mapping;
  const paths = journalPaths(app.folder, service, run.fingerprint);
  const header: JournalHeader = {
    journal: 1,
    file: run.fingerprint,
    mapping: sha256(mapping.text),
    log: await app.log.identity(),
    since: await app.log.head(),
  };
  const left = await resumable(await readJournal(paths), header, app);
  const from = left === undefined ? 0 : goBackTo(left, plan, run);
  const journal = await openJournal(app.folder, paths, left ?? header);
  const since = (left?.header ?? header).since as Position;
  return { journal, left, from, since };
}

/**
 * Lives the rows of a file through again: as commands, in order of time and line, through the pipeline
 * of live commands, each with the time of its row and the origin `import`.
 *
 * May be stopped at any moment and started again: what was done is not done twice. The timekeeper must
 * not run meanwhile: a timer that it lets pass today would make every later row of that case too early.
 *
 * @throws SourceError when the file can't be read; Fault when the store fails: start again to go on
 */
export async function importHistory(
  path: string,
  mapping: MappingFile,
  app: ImportApp,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { window = defaultWindow, batch = defaultBatch, progress = noProgress } = options;
  const started = performance.now();
  const prepared = await prepare(path, mapping.compiled, progress);
  await options.onceRead?.();
  const { journal, left, from, since } = await begin(prepared, mapping, app);
  try {
    const { plan, run } = prepared;
    const countEvents = eventCounter(app, since, left !== undefined);
    const carried = await carryOut(
      { plan, run, from, ...(left === undefined ? {} : { left }) },
      { app, journal, window, batch, progress },
    );
    const settled = await app.settleDue();
    const events = await countEvents();
    const seconds = (performance.now() - started) / 1000;
    const rejected = await firstRejected(journal.rejectedPath);
    const ending = { settled, events, seconds, from, rejected, path: journal.rejectedPath };
    return report(path, prepared, carried, ending);
  } finally {
    await journal.close();
  }
}

interface Ending extends Pick<ImportReport, 'settled' | 'events' | 'seconds'> {
  readonly from: number;
  readonly rejected: ImportReport['rejected']['first'];
  readonly path: string;
}

function report(
  file: string,
  { plan, run }: Prepared,
  { counts, corrections }: CarriedOut,
  { from, rejected, path, ...ending }: Ending,
): ImportReport {
  const { service, authority } = run.compiled.mapping;
  return {
    file,
    service,
    authority,
    fingerprint: run.fingerprint,
    rows: plan.rows,
    cases: plan.slots.size,
    commands: counts.commands,
    derived: counts.derived,
    corrections: corrections.toSorted((a, b) => a.line - b.line),
    ignored: plan.ignored,
    skipped: counts.skipped,
    rejected: { count: counts.rejected, first: rejected, path },
    resumedAfter: from,
    repeated: counts.repeated,
    ...ending,
    rowsPerSecond: plan.rows / ending.seconds,
  };
}
