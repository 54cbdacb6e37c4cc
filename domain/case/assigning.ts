import type { RuleReference } from '../kernel/envelope.js';
import type { Action, Assignee, Effect } from '../service/schema/index.js';
import { assignmentRule, choose, sameAssignee } from './assignment.js';
import type { CaseContext } from './context.js';
import type { Course } from './course.js';
import type { Basis } from './event-parts.js';

type AssignEffect = Extract<Effect, { effect: 'assign' }>;

interface Assigning {
  readonly assignee: Assignee | null;
  readonly basis?: Basis;
  readonly rule?: RuleReference;
}

/** Whether an action takes, needs or refuses the name of whoever is to have the case next. */
export function asksAssignee({ service }: Pick<CaseContext, 'service'>, action: Action): Asks {
  const effect = action.effects.find((one) => one.effect === 'assign');
  if (effect === undefined) return action.to === 'same' ? 'none' : 'optional';
  if (effect.to !== 'chosen') return 'none';
  const ruled = action.to !== 'same' && assignmentRule({ service }, action.to) !== undefined;
  return ruled ? 'optional' : 'required';
}
export type Asks = 'none' | 'optional' | 'required';

/**
 * Gives the case to whom a step implies: an effect decides before the rule for entering a state.
 * Nothing is recorded where the case stays with whom it was.
 *
 * @param entered whether the case came to another state
 * @param chosen whom the actor names
 */
export function assignAfter(
  course: Course,
  entered: boolean,
  effects: readonly Effect[],
  chosen: Assignee | undefined,
): void {
  const effect = effects.find((one) => one.effect === 'assign');
  const named = chosen && { assignee: chosen };
  const assigning =
    effect === undefined
      ? (named ?? byRule(course, entered))
      : byEffect(course, effect, named ?? byRule(course, entered));
  if (assigning !== undefined) recordAssignment(course, assigning);
}

/** Applies the rule of the state that the case is in; without one nobody has it. */
export const assignAnew = (course: Course): void =>
  recordAssignment(course, byRule(course, true) ?? { assignee: null });

function recordAssignment(course: Course, { assignee, basis, rule }: Assigning): void {
  const { state } = course;
  if (sameAssignee(state.assignee, assignee)) return;
  const data = {
    service: state.header.service,
    before: state.assignee,
    after: assignee,
    ...(basis === undefined ? {} : { basis }),
  };
  course.record({ type: 'case.assigned.v1', data }, rule);
}

function byRule(course: Course, entered: boolean): Assigning | undefined {
  const rule = entered ? assignmentRule(course.context, course.state.state) : undefined;
  if (rule === undefined) return undefined;
  return {
    ...choose(course, rule),
    rule: course.ruleReference(`assignment/${course.state.state}`),
  };
}

function byEffect(
  course: Course,
  { to }: AssignEffect,
  named: Assigning | undefined,
): Assigning | undefined {
  switch (to) {
    case 'chosen':
      return named;
    case 'actor':
      return course.rule === undefined ? { assignee: actorOf(course) } : undefined;
    case 'nobody':
      return { assignee: null };
    case 'last':
      return { assignee: course.state.holders[course.state.state] ?? course.state.assignee };
    case 'rule':
      return byRule(course, true);
  }
}

function actorOf({ context: { actor } }: Course): Assignee {
  return actor.kind === 'vendor'
    ? { kind: 'vendor', id: actor.onBehalfOf ?? actor.id }
    : { kind: 'person', id: actor.id };
}
