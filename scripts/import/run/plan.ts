import type { JsonObject } from '../../../domain/kernel/json.js';
import type { CompiledMapping } from '../mapping/compile.js';
import type { ActiveStep, CompiledStep } from '../mapping/steps.js';
import { SourceError, type RawRow } from '../read/row.js';

/** Rows of one file: they are put in order in memory. */
export const maximumRows = 5_000_000;

/** One case of the file as the import goes on. */
export interface CaseSlot {
  /** What the file calls it. */
  readonly key: string;
  /** What Charter calls it, once it has been submitted. */
  reference: string | undefined;
  /** Whether this run has written to it: then no later row of it can have been taken by an earlier run. */
  fresh: boolean;
  /** What its rows so far left behind. */
  remembered: JsonObject;
  /** Entries that wait for the one under way; undefined when none is. */
  waiting: Entry[] | undefined;
}

export interface PlannedRow {
  readonly line: number;
  /** Place in the file, counted from 0: part of the idempotency key of its commands. */
  readonly index: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly slot: CaseSlot;
}

/** One step of one row, at its time. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly row: PlannedRow;
  readonly step: ActiveStep;
}

/** A row, or one step of it, that was not taken. */
export interface RejectedRow {
  readonly line: number;
  readonly case: string | null;
  /** Activity or step. */
  readonly label: string;
  readonly code: string;
  readonly reason: string;
}

/** What a file asks for, in the order in which it happened. */
export interface Plan {
  readonly entries: readonly Entry[];
  readonly slots: ReadonlyMap<string, CaseSlot>;
  /** Rows that can't be understood at all, in file order. */
  readonly rejected: readonly RejectedRow[];
  /** Label → rows that the mapping says to leave out. */
  readonly ignored: Readonly<Record<string, number>>;
  readonly rows: number;
  /** Columns that occur. */
  readonly columns: ReadonlySet<string>;
}

const unknownActivity = (activity = ''): string =>
  `The mapping does not know the activity "${activity}".`;

class Planner {
  readonly #entries: Entry[] = [];
  readonly #slots = new Map<string, CaseSlot>();
  readonly #rejected: RejectedRow[] = [];
  readonly #ignored: Record<string, number> = {};
  readonly #columns = new Set<string>();
  #rows = 0;

  constructor(private readonly compiled: CompiledMapping) {}

  add(raw: RawRow): void {
    const index = this.#rows;
    this.#rows += 1;
    if (this.#rows > maximumRows)
      throw new SourceError(`More than ${maximumRows} rows; split the file by case.`);
    for (const column in raw.cells) this.#columns.add(column);
    const fault = raw.fault ?? this.#plan(raw, index);
    if (fault !== undefined) this.#reject(raw, fault);
  }

  plan(): Plan {
    // Stable: at equal times the order of the file stays, and within a row that of its steps.
    this.#entries.sort((a, b) => a.at - b.at);
    return {
      entries: this.#entries,
      slots: this.#slots,
      rejected: this.#rejected,
      ignored: this.#ignored,
      rows: this.#rows,
      columns: this.#columns,
    };
  }

  /** Plans all steps of a row, or none of them and says why. */
  #plan(raw: RawRow, index: number): string | undefined {
    const { mapping, stepsOf } = this.compiled;
    const steps = stepsOf(raw.activity);
    if (steps === undefined) return unknownActivity(raw.activity);
    const key = raw.cells[mapping.case]?.trim() ?? '';
    if (key === '') return `Column "${mapping.case}" names no case.`;
    const row: PlannedRow = { line: raw.line, index, cells: raw.cells, slot: this.#slot(key) };
    const before = this.#entries.length;
    try {
      for (const step of steps) this.#enter(step, row);
      return undefined;
    } catch (error) {
      this.#entries.length = before;
      if (error instanceof RangeError) return error.message;
      throw error;
    }
  }

  #enter(step: CompiledStep, row: PlannedRow): void {
    if (step.do === 'ignore') {
      this.#ignored[step.label] = (this.#ignored[step.label] ?? 0) + 1;
      return;
    }
    const text = row.cells[step.time]?.trim() ?? '';
    if (text !== '') {
      this.#entries.push({ at: this.compiled.timeOf(text), row, step });
    } else if (step.time === this.compiled.mapping.time)
      throw new RangeError(`Column "${step.time}" has no time.`);
  }

  #slot(key: string): CaseSlot {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot: CaseSlot = {
      key,
      reference: undefined,
      fresh: false,
      remembered: {},
      waiting: undefined,
    };
    this.#slots.set(key, slot);
    return slot;
  }

  #reject(raw: RawRow, reason: string): void {
    this.#rejected.push({
      line: raw.line,
      case: raw.cells[this.compiled.mapping.case] ?? null,
      label: raw.activity ?? 'row',
      code: 'import.row',
      reason,
    });
  }
}

/**
 * Reads all rows and puts what they ask for in order of (time, line).
 *
 * @throws SourceError when the source can't be read to its end.
 */
export async function makePlan(
  rows: AsyncIterable<readonly RawRow[]>,
  compiled: CompiledMapping,
  onRows: (count: number) => void = () => undefined,
): Promise<Plan> {
  const planner = new Planner(compiled);
  for await (const batch of rows) {
    for (const row of batch) planner.add(row);
    onRows(batch.length);
  }
  return planner.plan();
}
