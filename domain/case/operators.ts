import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import { relationOf, type Relation } from './access.js';
import type { CaseOperation } from './commands.js';
import { reject } from './rejections.js';
import { isConcerned, type Whose } from './rights.js';
import type { SubmittedCase } from './state.js';

interface Standing extends Relation {
  /** Whether the case is any business of theirs, where they work for the authority. */
  readonly concerned: boolean;
}

const staff = (who: Standing): boolean => who.staff && (who.concerned || who.assigned);
const worker = (who: Standing): boolean => staff(who) || who.assigned;
const anyoneInvolved = (who: Standing): boolean => worker(who) || who.parties.length > 0;

/**
 * Who may do what is no action of the workflow, by how they stand to the case. Actions, tasks and
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
} satisfies Partial<Record<CaseOperation, (who: Standing) => boolean>>;

export type PlainOperation = keyof typeof operators;
const plainOperations = Object.keys(operators) as readonly PlainOperation[];

/** The operations beside the workflow's own that this actor may ever ask of the case. */
export function permittedOperations(state: SubmittedCase, who: Whose): readonly PlainOperation[] {
  const standing = standingOf(state, who);
  return plainOperations.filter((operation) => operators[operation](standing));
}

const standingOf = (state: SubmittedCase, who: Whose): Standing => ({
  ...relationOf(state, who),
  concerned: isConcerned(state, who),
});

export function permit(
  operation: PlainOperation,
  state: SubmittedCase,
  who: Whose,
): Result<Relation, Rejection> {
  const standing = standingOf(state, who);
  if (operators[operation](standing)) return ok(standing);
  return reject('not-permitted', { operation }, { allowed: permittedOperations(state, who) });
}
