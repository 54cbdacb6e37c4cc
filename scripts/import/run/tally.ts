import type { Correction } from './derived.js';
import type { Outcome } from './take-entry.js';
import type { Entry, RejectedRow } from './plan.js';

/** Counts of an import so far: plain JSON, for its journal. */
export interface Counts {
  /** Label → commands taken. */
  commands: Record<string, number>;
  /** Label → rows that the rules derived by themselves. */
  derived: Record<string, number>;
  /** Steps whose condition did not hold. */
  skipped: number;
  rejected: number;
  corrected: number;
  /** Commands that an earlier run had carried out. */
  repeated: number;
}

export const noCounts = (): Counts => ({
  commands: {},
  derived: {},
  skipped: 0,
  rejected: 0,
  corrected: 0,
  repeated: 0,
});

const increment = (counts: Record<string, number>, label: string): void => {
  counts[label] = (counts[label] ?? 0) + 1;
};

/** What a part of the entries came to. */
export interface Batch {
  readonly rejected: RejectedRow[];
  readonly corrections: Correction[];
}

/** Adds one entry's outcome. */
export function count(counts: Counts, batch: Batch, { row, step }: Entry, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'skipped':
      counts.skipped += 1;
      return;
    case 'derived':
      increment(counts.derived, step.label);
      return;
    case 'accepted':
      increment(counts.commands, step.label);
      if (outcome.done.repeated) counts.repeated += 1;
      return;
    case 'corrected':
      counts.corrected += 1;
      if (outcome.done.repeated) counts.repeated += 1;
      batch.corrections.push(outcome.correction);
      return;
    case 'rejected':
      counts.rejected += 1;
      batch.rejected.push({
        line: row.line,
        case: row.slot.key,
        label: step.label,
        code: outcome.code,
        reason: outcome.reason,
      });
  }
}
