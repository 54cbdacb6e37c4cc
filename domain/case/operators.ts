import type { Acting } from '../kernel/settle-then-decide.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import { relationOf, type Relation } from './access.js';
import type { CaseOperation } from './commands.js';
import { reject } from './rejections.js';
import type { SubmittedCase } from './state.js';

const staff = ({ staff: is }: Relation): boolean => is;
const worker = (relation: Relation): boolean => relation.staff || relation.assigned;
const anyoneInvolved = (relation: Relation): boolean =>
  worker(relation) || relation.parties.length > 0;

/**
 * Who may do what is no action of the workflow, by their relation to the case. Actions, tasks and
 * starts are open to the roles that the definition names.
 */
const operators = {
  comment: anyoneInvolved,
  assign: worker,
  'amend-answers': anyoneInvolved,
  'attach-document': anyoneInvolved,
  'review-document': worker,
  link: staff,
  unlink: staff,
  extend: staff,
  escalate: staff,
  'give-feedback': anyoneInvolved,
  reclassify: staff,
  settle: () => true,
} satisfies Partial<Record<CaseOperation, (relation: Relation) => boolean>>;

export type PlainOperation = keyof typeof operators;
const plainOperations = Object.keys(operators) as readonly PlainOperation[];

/** The operations beside the workflow's own that this actor may ever ask of the case. */
export function permittedOperations(
  state: SubmittedCase,
  who: Pick<Acting, 'actor' | 'office' | 'origin'>,
): readonly PlainOperation[] {
  const relation = relationOf(state, who);
  return plainOperations.filter((operation) => operators[operation](relation));
}

export function permit(
  operation: PlainOperation,
  state: SubmittedCase,
  who: Pick<Acting, 'actor' | 'office' | 'origin'>,
): Result<Relation, Rejection> {
  const relation = relationOf(state, who);
  if (operators[operation](relation)) return ok(relation);
  return reject('not-permitted', { operation }, { allowed: permittedOperations(state, who) });
}
