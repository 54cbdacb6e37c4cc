import { commandIdOf } from '../../../commands/pipeline/identity.js';
import type { Dispatch, Done } from '../../../commands/dispatch.js';
import { keyOf } from '../../../domain/kernel/ids.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { Rejection } from '../../../domain/kernel/rejection.js';
import type { Result } from '../../../domain/kernel/result.js';
import type { ImportApp, Peeked } from '../app.js';
import { RowFault, type RowView } from '../mapping/fill.js';
import type { CommandStep, DerivedStep } from '../mapping/steps.js';
import { dispatchOf, instantAt, type ImportRun } from './dispatch.js';
import type { Entry } from './plan.js';
import { rowView } from './row-view.js';

/** A row's amounts where they differ from what the rules had derived. */
export interface Correction {
  readonly line: number;
  readonly case: string;
  readonly reference: string;
  readonly label: string;
  readonly amounts: readonly {
    readonly amount: string;
    readonly derived: number;
    readonly stated: number;
  }[];
}

/** What became of one entry. */
export type Outcome =
  | { readonly kind: 'skipped' }
  | { readonly kind: 'accepted'; readonly done: Done }
  | { readonly kind: 'derived' }
  | { readonly kind: 'corrected'; readonly done: Done; readonly correction: Correction }
  | { readonly kind: 'rejected'; readonly code: string; readonly reason: string };

const rejected = ({ code, message, faults }: Pick<Rejection, 'code' | 'message' | 'faults'>) => ({
  kind: 'rejected' as const,
  code,
  reason: [message, ...(faults ?? []).map((f) => `${f.pointer}: ${f.message}`)].join(' · '),
});

const refused = (reason: string): Outcome => ({ kind: 'rejected', code: 'import.row', reason });

/** Executes one command, once more for as long as the store asks to come back later. */
export type Execute = (dispatch: Dispatch) => Promise<Result<Done, Rejection>>;

export interface Taking {
  readonly run: ImportRun;
  readonly execute: Execute;
  readonly peek: ImportApp['peek'];
}

async function takeCommand(
  { run, execute }: Taking,
  entry: Entry,
  step: CommandStep,
  view: RowView,
): Promise<Outcome> {
  const { slot } = entry.row;
  const submits = step.operation === 'submit';
  if (submits && slot.reference !== undefined)
    return refused(`The case ${slot.key} has been opened by an earlier row.`);
  if (!submits && slot.reference === undefined)
    return refused(`The case ${slot.key} has not been opened by an earlier row.`);
  const target = submits ? undefined : slot.reference;
  const result = await execute(dispatchOf(run, entry, step, { view, target }));
  if (!result.ok) return rejected(result.error);
  if (submits) slot.reference = keyOf(result.value.stream);
  return { kind: 'accepted', done: result.value };
}

/** Amounts that the row states, beside those that were derived. */
function compare(step: DerivedStep, peeked: Peeked, view: RowView): Correction['amounts'] {
  return step.amounts.map(([amount, fill]) => {
    const stated = fill(view);
    if (typeof stated !== 'number') throw new RowFault(`The row does not state "${amount}".`);
    const derived = peeked.amounts[amount] ?? 0;
    return { amount, derived, stated };
  });
}

const hasPassed = ({ timers }: Peeked, timer: string, at: Instant): boolean =>
  timers.some(({ name, status, dueAt }) => name === timer && status === 'passed' && dueAt === at);

async function takeDerived(
  { run, execute, peek }: Taking,
  entry: Entry,
  step: DerivedStep,
  view: RowView,
): Promise<Outcome> {
  const { slot, line } = entry.row;
  if (slot.reference === undefined)
    return refused(`The case ${slot.key} has not been opened by an earlier row.`);
  const at = instantAt(entry.at);
  const peeked = await peek(slot.reference, at);
  if (!hasPassed(peeked, step.timer, at))
    return refused(`The rules did not derive "${step.timer}" at ${at}.`);
  const amounts = compare(step, peeked, view);
  const target = slot.reference;
  const dispatch = dispatchOf(run, entry, step.correction, { view, target });
  // After a resumption the state may hold the correction already.
  const differs = amounts.some(({ derived, stated }) => derived !== stated);
  if (!differs && !peeked.knows(commandIdOf(dispatch))) return { kind: 'derived' };
  const result = await execute(dispatch);
  if (!result.ok) return rejected(result.error);
  const correction = { line, case: slot.key, reference: target, label: step.label, amounts };
  return { kind: 'corrected', done: result.value, correction };
}

/** Carries out one entry. */
export async function takeEntry(taking: Taking, entry: Entry): Promise<Outcome> {
  try {
    const view = rowView(entry, taking.run);
    if (!passOver(entry, view)) return { kind: 'skipped' };
    const { step } = entry;
    return await (step.do === 'command'
      ? takeCommand(taking, entry, step, view)
      : takeDerived(taking, entry, step, view));
  } catch (error) {
    if (error instanceof RowFault) return refused(error.message);
    throw error;
  }
}

/**
 * Leaves behind what the entry has for later rows of its case; says whether the entry applies at all.
 * It depends on rows alone, never on what became of them, so it can be repeated.
 *
 * @throws RowFault
 */
export function passOver({ row, step }: Entry, view: RowView): boolean {
  if (step.when !== undefined && !step.when(view)) return false;
  if (step.remember.length === 0) return true;
  const values = step.remember.flatMap(([name, fill]) => {
    const value = fill(view);
    return value === undefined ? [] : [[name, value] as const];
  });
  row.slot.remembered = { ...row.slot.remembered, ...Object.fromEntries(values) };
  return true;
}
