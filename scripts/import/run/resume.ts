import { streamName } from '../../../domain/kernel/ids.js';
import type { ImportApp } from '../app.js';
import { RowFault } from '../mapping/fill.js';
import type { ImportRun } from './dispatch.js';
import type { JournalHeader, JournalRecord, Left } from './journal.js';
import type { Entry, Plan } from './plan.js';
import { rowView } from './row-view.js';
import { passOver } from './take-entry.js';

const sameImport = (a: JournalHeader, b: JournalHeader): boolean =>
  a.file === b.file && a.mapping === b.mapping && a.log === b.log;

/** A log restored from before the journal was written does not hold what the journal says was done. */
async function holds({ log }: Pick<ImportApp, 'log'>, records: readonly JournalRecord[]) {
  const last = records.findLast((record) => record.last !== undefined)?.last;
  if (last === undefined) return true;
  const options = { from: BigInt(last.revision), limit: 1 };
  for await (const [event] of log.read(streamName(last.stream), options))
    return event?.position === last.position;
  return false;
}

/**
 * Whether an earlier run can be gone on from: the same file, mapping and log, and the log has what the
 * journal says. Where it can't, the import begins anew; what was done is then found out command by
 * command.
 */
export async function resumable(
  left: Left | undefined,
  header: JournalHeader,
  app: Pick<ImportApp, 'log'>,
): Promise<Left | undefined> {
  if (left === undefined || !sameImport(left.header, header)) return undefined;
  return (await holds(app, left.records)) ? left : undefined;
}

function pass(entry: Entry, run: ImportRun): void {
  try {
    passOver(entry, rowView(entry, run));
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
  }
}

/** Brings the cases of a plan to where an earlier run had them; says how many entries that took. */
export function goBackTo(left: Left, plan: Plan, run: ImportRun): number {
  for (const { cases } of left.records)
    for (const [key, reference] of cases) {
      const slot = plan.slots.get(key);
      if (slot !== undefined) slot.reference = reference;
    }
  const through = left.records.at(-1)?.through ?? 0;
  if (run.compiled.remembers.length > 0)
    plan.entries.slice(0, through).forEach((entry) => pass(entry, run));
  return through;
}
