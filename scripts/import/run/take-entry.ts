import type { Dispatch, Done } from '../../../commands/dispatch.js';
import { keyOf } from '../../../domain/kernel/ids.js';
import type { Rejection } from '../../../domain/kernel/rejection.js';
import type { Result } from '../../../domain/kernel/result.js';
import type { ImportApp } from '../app.js';
import { RowFault, type RowView } from '../mapping/fill.js';
import type { CommandStep, DerivedStep } from '../mapping/steps.js';
import { dispatchOf, instantAt, type ImportRun } from './dispatch.js';
import { compare, hasPassed, leftBy, statedAmounts, type Correction } from './derived.js';
import type { Entry } from './plan.js';
import { rowView } from './row-view.js';

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

export interface Taking extends Pick<ImportApp, 'peek' | 'log'> {
  readonly run: ImportRun;
  readonly execute: Execute;
}

function note({ row: { slot } }: Entry, { repeated, unchanged }: Done): void {
  if (!repeated && !unchanged) slot.fresh = true;
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
  note(entry, result.value);
  return { kind: 'accepted', done: result.value };
}

async function takeDerived(
  taking: Taking,
  entry: Entry,
  step: DerivedStep,
  view: RowView,
): Promise<Outcome> {
  const { slot, line } = entry.row;
  const { reference } = slot;
  if (reference === undefined)
    return refused(`The case ${slot.key} has not been opened by an earlier row.`);
  const at = instantAt(entry.at);
  const peeked = await taking.peek(reference, at);
  if (!hasPassed(peeked, step.timer, at))
    return refused(`The rules did not derive "${step.timer}" at ${at}.`);
  const dispatch = dispatchOf(taking.run, entry, step.correction, { view, target: reference });
  const stated = statedAmounts(step, view);
  const passing = { timer: step.timer, at };
  const left = slot.fresh ? {} : await leftBy(taking.log, passing, dispatch);
  const amounts = compare(stated, { ...peeked.amounts, ...left });
  if (amounts.every(({ derived, stated: amount }) => derived === amount))
    return { kind: 'derived' };
  const result = await taking.execute(dispatch);
  if (!result.ok) return rejected(result.error);
  note(entry, result.value);
  const correction = { line, case: slot.key, reference, label: step.label, amounts };
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
