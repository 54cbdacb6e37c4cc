import type { Answers } from './event-parts.js';
import type { AmountChange } from './header.js';
import type { SubmittedCase } from './state.js';

/** Answers after some were amended; null removes one. */
export function withAnswers(
  state: SubmittedCase,
  changes: Answers = {},
  owners: Readonly<Record<string, string>> = {},
): SubmittedCase {
  const kept = { ...state.answers, ...changes };
  const answers = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null));
  return { ...state, answers, personalAnswers: { ...state.personalAnswers, ...owners } };
}

export function withAmounts(state: SubmittedCase, changes: readonly AmountChange[]): SubmittedCase {
  if (changes.length === 0) return state;
  const amounts = { ...state.amounts };
  for (const { amount, after } of changes) amounts[amount] = after;
  return { ...state, amounts };
}
