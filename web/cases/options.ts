import { checkCoarse } from '../../commands/access/check.js';
import { accessRules } from '../../commands/access/rules.js';
import type { Caller } from '../../commands/dispatch.js';
import {
  allowedActions,
  allowedOperations,
  allowedTasks,
  type PossibleAction,
  type PossibleTask,
} from '../../domain/case/allowed.js';
import type { CaseOperation } from '../../domain/case/commands.js';
import type { PlainOperation } from '../../domain/case/operators.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import { caseStream, type CaseReference } from '../../domain/kernel/case-reference.js';
import type { Revision } from '../../domain/kernel/ids.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';

/** What the visitor may do with a case now, what is due settled. */
export interface CaseOptions {
  /** Of the last event that is written: what a form made of this carries as its precondition. */
  readonly revision: Revision;
  readonly state: SubmittedCase;
  readonly service: CompiledService;
  readonly actions: readonly PossibleAction[];
  readonly tasks: readonly PossibleTask[];
  readonly operations: readonly PlainOperation[];
}

/** Whether the visitor may ask for an operation at all: some staff only look. */
const isOpen = (caller: Caller, operation: CaseOperation): boolean =>
  checkCoarse(accessRules.case, { operation, caller }) === undefined;

/** @throws RejectedError when there is no such case. Whether the visitor may see it was asked before. */
export async function optionsOf(
  { commands }: WebParts,
  { caller }: Visit,
  reference: CaseReference,
): Promise<CaseOptions> {
  const peeked = await commands.peek(caseStream(reference), { caller });
  const missing = refuse('not-found', { path: `/cases/${reference}` }).error;
  if (peeked === undefined) throw new RejectedError(missing);
  if (!peeked.ok) throw new RejectedError(peeked.error);
  const { state, context, revision } = peeked.value;
  if (state.status === 'none') throw new RejectedError(missing);
  return {
    revision,
    state,
    service: context.service,
    actions: isOpen(caller, 'act') ? allowedActions(state, context) : [],
    tasks: isOpen(caller, 'complete-task') ? allowedTasks(state, context) : [],
    operations: allowedOperations(state, context).filter((name) => isOpen(caller, name)),
  };
}
