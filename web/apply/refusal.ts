import type { Rejection } from '../../domain/kernel/rejection.js';
import type { FieldError } from '../base/answer.js';
import type { FieldGroup } from '../cases/case-form.js';
import { anchorOf, faultsIn, rejectedFields } from '../forms/check.js';
import type { Visit } from '../base/visit.js';
import { rejectionWords } from '../words/rejection-words.js';
import type { Step } from './steps.js';

/** The faults of a refused submission that belong to a step, at its fields. */
export function refusedAt(visit: Visit, step: Step, refusal: Rejection): readonly FieldError[] {
  return step.groups.flatMap((group) => refusedIn(visit, group, refusal));
}

function refusedIn(
  visit: Visit,
  { at, fields }: FieldGroup,
  refusal: Rejection,
): readonly FieldError[] {
  const exact = rejectedFields(fields, refusal, at, visit);
  if (exact.length > 0 || at === '/answers') return exact;
  const [first] = fields;
  const fits = faultsIn(refusal).some(({ pointer }) => pointer.startsWith(at));
  return fits && first !== undefined
    ? [{ href: anchorOf(first), text: rejectionWords(visit, refusal) }]
    : [];
}

/** What the page of all answers says of a refused submission: each fault leads to its question. */
export function refusedAnywhere(
  visit: Visit,
  steps: readonly Step[],
  refusal: Rejection,
  address: (step: Step) => string,
): readonly FieldError[] {
  const found = steps.flatMap((step) =>
    refusedAt(visit, step, refusal).map(({ href, text }) => ({ href: address(step) + href, text })),
  );
  return found.length > 0
    ? found
    : [{ href: '#main-content', text: rejectionWords(visit, refusal) }];
}
