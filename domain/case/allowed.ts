import type { Text } from '../kernel/text.js';
import type { Action } from '../service/schema/index.js';
import { mayDo, partyRoles, relationOf } from './access.js';
import { asksAssignee, type Asks } from './assigning.js';
import type { CaseContext } from './context.js';
import { missingKinds } from './documents.js';
import { asksScore } from './effects.js';
import { momentAt } from './moment.js';
import { permittedOperations, type PlainOperation } from './operators.js';
import { ruleFacts } from './rule-facts.js';
import type { CaseState, SubmittedCase } from './state.js';
import { workable } from './tasks.js';

/** Why an action that is open to the actor can not be taken yet. */
export type Block =
  | { readonly reason: 'guard'; readonly message?: Text }
  /** Kinds that the case lacks; they may come with the action. */
  | { readonly reason: 'documents'; readonly kinds: readonly string[] };

/** What an action asks of whoever takes it. */
export interface Asked {
  readonly comment: Asks;
  readonly assignee: Asks;
  /** JSON Schema in the definition. */
  readonly input: boolean;
  /** Highest score, where one is asked. */
  readonly score: number | null;
  /** Kinds of document that must come along. */
  readonly documents: readonly string[];
}

/** An action of the workflow that is open to an actor. */
export interface PossibleAction {
  readonly code: string;
  readonly title: Text;
  /** The state it leads to. */
  readonly to: string;
  /** Empty when it can be taken now. Guards that ask about the action's own input are left to it. */
  readonly blocked: readonly Block[];
  readonly asks: Asked;
}

export type AllowedContext = Pick<
  CaseContext,
  'now' | 'actor' | 'office' | 'origin' | 'service' | 'reference'
>;

/**
 * The actions that the workflow offers an actor in the case's present state, in its order.
 *
 * @example
 * allowedActions(state, context).map(({ code, title }) => ({ code, title: say(title, 'hi') }))
 */
export function allowedActions(
  state: CaseState,
  context: AllowedContext,
): readonly PossibleAction[] {
  if (state.status === 'none') return [];
  const roles = partyRoles(relationOf(state, context));
  return context.service
    .actionsFrom(state.state)
    .filter(({ by }) => mayDo(by, context, roles))
    .map((action) => possible(state, context, action));
}

function possible(state: SubmittedCase, context: AllowedContext, action: Action): PossibleAction {
  const documents = missingKinds(action.documents ?? [], state.documents);
  return {
    code: action.code,
    title: action.title,
    to: action.to === 'same' ? state.state : action.to,
    blocked: [
      ...(documents.length === 0 ? [] : [{ reason: 'documents', kinds: documents } as const]),
      ...(guarded(state, context, action) ? [guardBlock(action)] : []),
    ],
    asks: {
      comment: action.comment,
      assignee: asksAssignee(context, action),
      input: action.input !== undefined,
      score: asksScore(action.effects) ? (context.service.definition.feedback?.scale ?? 0) : null,
      documents,
    },
  };
}

const guardBlock = ({ guardMessage: message }: Action): Block => ({
  reason: 'guard',
  ...(message && { message }),
});

const asksInput = /\binput\s*\./;

/** Whether the guard says no. One that asks about the action's own input can't be told before. */
function guarded(state: SubmittedCase, context: AllowedContext, { guard }: Action): boolean {
  if (guard === undefined || asksInput.test(guard)) return false;
  const moment = momentAt(context, context.now);
  if (!moment.ok) return false;
  const holds = context.service.test(guard, ruleFacts(state, moment.value));
  return holds.ok && !holds.value;
}

/** A task that an actor may complete now. */
export interface PossibleTask {
  readonly group: string;
  readonly task: string;
  readonly title: Text;
  readonly input: boolean;
}

/** The open tasks of the present state that are for this actor. */
export function allowedTasks(state: CaseState, context: AllowedContext): readonly PossibleTask[] {
  if (state.status === 'none') return [];
  return context.service.tasksIn(state.state).flatMap((group) =>
    group.tasks
      .filter(({ code }) => workable(state, group)?.results[code] === null)
      .filter((task) => mayComplete(state, context, task))
      .map(({ code, title, input }) => ({
        group: group.code,
        task: code,
        title,
        input: input !== undefined,
      })),
  );
}

/** Whether a task's roles, as staff or party, are the actor's, and its office that of the actor. */
export function mayComplete(
  state: SubmittedCase,
  context: Pick<AllowedContext, 'actor' | 'office' | 'origin'>,
  { roles, office }: { readonly roles: readonly string[]; readonly office?: string },
): boolean {
  const by = { staff: [...roles], party: [...roles] };
  const here = office === undefined || office === context.office || context.origin === 'import';
  return here && mayDo(by, context, partyRoles(relationOf(state, context)));
}

/** Operations beside the workflow's actions and tasks that make sense now for this actor. */
export function allowedOperations(
  state: CaseState,
  context: AllowedContext,
): readonly PlainOperation[] {
  if (state.status === 'none') return [];
  const useful: Partial<Record<PlainOperation, boolean>> = {
    assign: state.status !== 'closed',
    'amend-answers': context.service.state(state.state)?.editable.length !== 0,
    'attach-document': state.status !== 'closed',
    'review-document': state.documents.length > 0,
    unlink: state.links.length > 0,
    extend: state.timers.some(({ status }) => status === 'running'),
    escalate: canEscalate(state, context),
    'give-feedback': state.ending?.feedback === null && hasFeedback(context),
    reclassify: state.status !== 'closed',
  };
  return permittedOperations(state, context).filter((operation) => useful[operation] ?? true);
}

const hasFeedback = ({ service }: AllowedContext): boolean =>
  service.definition.feedback !== undefined;

const canEscalate = (state: SubmittedCase, { service }: AllowedContext): boolean =>
  state.status === 'open' && state.level < (service.definition.escalation?.levels.length ?? 0);
