import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RejectedRow } from './plan.js';
import type { Correction } from './derived.js';

/** What an import came to. */
export interface ImportReport {
  readonly file: string;
  readonly service: string;
  readonly authority: string;
  /** SHA-256 of the file's content, unpacked. */
  readonly fingerprint: string;
  readonly rows: number;
  /** Cases that the file names. */
  readonly cases: number;
  /** Label → commands taken; for an event log the label is the activity. */
  readonly commands: Readonly<Record<string, number>>;
  /** Label → rows that rules derived by themselves with the amounts that the file states. */
  readonly derived: Readonly<Record<string, number>>;
  /** Rows whose amounts differ from what was derived: imported as corrections. */
  readonly corrections: readonly Correction[];
  /** Label → rows that the mapping leaves out. */
  readonly ignored: Readonly<Record<string, number>>;
  /** Steps whose condition did not hold. */
  readonly skipped: number;
  readonly rejected: {
    readonly count: number;
    /** At most a hundred. */
    readonly first: readonly RejectedRow[];
    /** All of them, one JSON object a line. */
    readonly path: string;
  };
  /** Type → events that the log has more than before the import. */
  readonly events: Readonly<Record<string, number>>;
  /** Streams with timers that passed after their last row. */
  readonly settled: number;
  /** Entries that an earlier, interrupted run had recorded as done. */
  readonly resumedAfter: number;
  /** Commands that turned out to have been carried out before. */
  readonly repeated: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

const mostRejectedShown = 100;

/** The first of the rejected rows, from the file that holds all. */
export async function firstRejected(path: string): Promise<readonly RejectedRow[]> {
  const rows: RejectedRow[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (rows.length >= mostRejectedShown) break;
    rows.push(JSON.parse(line) as RejectedRow);
  }
  return rows;
}

const table = (title: string, counts: Readonly<Record<string, number>>): readonly string[] => {
  const lines = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  if (lines.length === 0) return [];
  return ['', title, ...lines.map(([label, n]) => `  ${String(n).padStart(9)}  ${label}`)];
};

const amountsOf = ({ amounts }: Correction): string =>
  amounts.map((a) => `${a.amount} ${a.derived} → ${a.stated}`).join(', ');

/** The report in words, for a terminal. */
export function formatReport(report: ImportReport): string {
  const { rejected, corrections } = report;
  return [
    `${report.rows} rows of ${report.cases} cases into ${report.service} (${report.authority})`,
    `in ${report.seconds.toFixed(1)} s, ${Math.round(report.rowsPerSecond)} rows/s`,
    ...(report.resumedAfter > 0 ? [`resumed after ${report.resumedAfter} steps`] : []),
    ...(report.repeated > 0 ? [`${report.repeated} commands had been carried out before`] : []),
    ...(report.settled > 0
      ? [`${report.settled} cases had timers that passed after their last row`]
      : []),
    ...table('Commands', report.commands),
    ...table('Derived by rules, not imported', report.derived),
    ...table('Left out', report.ignored),
    ...table('Events', report.events),
    ...(corrections.length === 0 ? [] : ['', `Corrections: ${corrections.length}`]),
    ...corrections.map(
      (one) => `  line ${one.line}, case ${one.case} (${one.reference}): ${amountsOf(one)}`,
    ),
    '',
    `Rejected: ${rejected.count}${rejected.count === 0 ? '' : `, all in ${rejected.path}`}`,
    ...rejected.first.map((row) => `  line ${row.line}, ${row.label}: ${row.reason} [${row.code}]`),
    '',
  ].join('\n');
}
