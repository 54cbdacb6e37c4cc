import { setTimeout as sleep } from 'node:timers/promises';
import type { Done } from '../../../commands/dispatch.js';
import { StoreBusyError } from '../../../domain/kernel/faults.js';
import type { ImportApp } from '../app.js';
import type { ImportRun } from './dispatch.js';
import type { Journal, JournalRecord, Left } from './journal.js';
import type { Entry, Plan, RejectedRow } from './plan.js';
import type { Progress } from './progress.js';
import { takeAll } from './take-all.js';
import type { Correction } from './derived.js';
import { takeEntry, type Execute, type Outcome } from './take-entry.js';
import { count, noCounts, type Counts } from './tally.js';

export interface Work {
  readonly plan: Plan;
  readonly run: ImportRun;
  /** Entries that an earlier run has taken. */
  readonly from: number;
  readonly left?: Left;
}

export interface Means {
  readonly app: Pick<ImportApp, 'execute' | 'peek' | 'log'>;
  readonly journal: Journal;
  readonly window: number;
  readonly batch: number;
  readonly progress: Progress;
}

export interface CarriedOut {
  readonly counts: Counts;
  readonly corrections: readonly Correction[];
}

/** A busy store has written nothing: the command waits, and with it the rest of the window. */
export function patiently(execute: Execute): Execute {
  return async (dispatch) => {
    for (;;)
      try {
        return await execute(dispatch);
      } catch (error) {
        if (!(error instanceof StoreBusyError)) throw error;
        await sleep(error.retryAfterSeconds * 1000 * Math.random());
      }
  };
}

class Carrier {
  readonly #counts: Counts;
  readonly #corrections: Correction[];
  #batch = { rejected: [] as RejectedRow[], corrections: [] as Correction[] };
  #cases: [string, string][] = [];
  #last: Done | undefined;

  constructor(
    private readonly work: Work,
    private readonly means: Means,
  ) {
    const records = work.left?.records ?? [];
    this.#counts = structuredClone(records.at(-1)?.counts ?? noCounts());
    this.#corrections = records.flatMap(({ corrections }) => corrections);
  }

  async carryOut(): Promise<CarriedOut> {
    const { plan, from, left } = this.work;
    const { batch, progress } = this.means;
    if (left === undefined) await this.#begin();
    progress.begin('Importing', plan.entries.length);
    progress.advance(from);
    for (let done = from; done < plan.entries.length; done += batch)
      await this.#take(plan.entries.slice(done, done + batch), done);
    progress.end();
    return { counts: this.#counts, corrections: this.#corrections };
  }

  /** Rows that could not be planned are rejected first. */
  async #begin(): Promise<void> {
    this.#counts.rejected = this.work.plan.rejected.length;
    this.#batch.rejected.push(...this.work.plan.rejected);
    await this.#record(0);
  }

  async #take(entries: readonly Entry[], done: number): Promise<void> {
    const { app, window, progress } = this.means;
    const taking = {
      run: this.work.run,
      execute: patiently(app.execute),
      peek: app.peek,
      log: app.log,
    };
    await takeAll(entries, {
      window,
      take: (entry) => takeEntry(taking, entry),
      onOutcome: (entry, outcome) => {
        this.#count(entry, outcome);
        progress.advance(1);
      },
    });
    await this.#record(done + entries.length);
  }

  #count(entry: Entry, outcome: Outcome): void {
    count(this.#counts, this.#batch, entry, outcome);
    if (outcome.kind !== 'accepted' && outcome.kind !== 'corrected') return;
    const { done } = outcome;
    if (this.#last === undefined || done.position > this.#last.position) this.#last = done;
    const { step, row } = entry;
    if (step.do === 'command' && step.operation === 'submit' && row.slot.reference !== undefined)
      this.#cases.push([row.slot.key, row.slot.reference]);
  }

  async #record(through: number): Promise<void> {
    const { rejected, corrections } = this.#batch;
    const last = this.#last;
    const record: Omit<JournalRecord, 'rejectedBytes'> = {
      through,
      counts: this.#counts,
      cases: this.#cases,
      corrections,
      ...(last === undefined
        ? {}
        : {
            last: {
              stream: last.stream,
              revision: String(last.revision),
              position: last.position,
            },
          }),
    };
    await this.means.journal.write(record, rejected);
    this.#corrections.push(...corrections);
    this.#batch = { rejected: [], corrections: [] };
    this.#cases = [];
  }
}

/**
 * Takes the entries of a plan from where an earlier run had come to, and records every so often how far
 * it is, once everything before that point has ended.
 */
export const carryOut = (work: Work, means: Means): Promise<CarriedOut> =>
  new Carrier(work, means).carryOut();
