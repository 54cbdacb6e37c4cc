import { latest } from '../kernel/instant.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { Effect, Timer } from '../service/schema/index.js';
import { amountChanges, citing } from './amounts.js';
import { assignAfter } from './assigning.js';
import type { CaseContext } from './context.js';
import { Course, ruleReference } from './course.js';
import { dispatchedBy, effectEndings, priorityChange } from './effects.js';
import { escalate } from './escalation.js';
import { withAmounts } from './evolve-parts.js';
import type { AmountChange } from './header.js';
import { timerRule } from './limits.js';
import { momentAt, type Moment } from './moment.js';
import { ruleFacts } from './rule-facts.js';
import type { RunningTimer, SubmittedCase } from './state.js';
import { moveCase, takeAction } from './step.js';

interface Scene {
  readonly state: SubmittedCase;
  readonly timer: RunningTimer;
  readonly context: CaseContext;
  readonly moment: Moment;
}

/** What a passing timer does, numbered in the definition's order. */
interface Consequence {
  readonly place: number;
  readonly step: Timer['passing'][number];
}

/** A consequence that could not be had. */
interface Failure {
  readonly place: number;
  readonly cause: string;
}

/**
 * A timer passes, and what follows from it: at its due time or, if it was due before it was set,
 * at the time of the last event. A consequence whose rule fails is left out and named in the event:
 * a fault of the definition must not keep the case from ever being settled.
 */
export function passTimer(
  state: SubmittedCase,
  timer: RunningTimer,
  context: CaseContext,
): Result<Course, Rejection> {
  const moment = momentAt(context, latest(timer.dueAt, state.lastAt));
  if (!moment.ok) return moment;
  const scene = { state, timer, context, moment: moment.value };
  const failures: Failure[] = [];
  for (;;) {
    const outcome = attempt(scene, failures);
    if (outcome instanceof Course) return ok(outcome);
    failures.push(outcome);
  }
}

/** The whole passing without what failed before, or the next failure. */
function attempt(scene: Scene, failures: readonly Failure[]): Course | Failure {
  const failed = new Set(failures.map(({ place }) => place));
  const consequences = consequencesOf(scene).filter(({ place }) => !failed.has(place));
  const amounts = amountsOf(scene, consequences);
  if ('cause' in amounts) return amounts;
  const course = begin(scene, consequences, amounts.changes, failures);
  for (const { place, step } of consequences) {
    const result = carryOut(course, scene, step);
    if (!result.ok) return failure(place, step, result.error);
  }
  return course;
}

/**
 * A timer between two levels of escalation does nothing but escalate; so does, among others, that which level 1 hangs
 * on, unless the case was taken there by hand.
 */
function consequencesOf({ timer, state, context: { service } }: Scene): readonly Consequence[] {
  const passing = service.timer(timer.name)?.passing;
  const steps = passing ?? [{ do: 'escalate' }];
  const toLevel1 = service.definition.escalation?.timer === timer.name;
  const implied = toLevel1 && steps.every((step) => step.do !== 'escalate');
  const isThere = toLevel1 && state.level > 0;
  return [...steps, ...(implied ? [{ do: 'escalate' } as const] : [])]
    .map((step, place) => ({ step, place }))
    .filter(({ step }) => step.do !== 'escalate' || !isThere);
}

const effectsOf = (consequences: readonly Consequence[]): readonly Effect[] =>
  consequences.flatMap(({ step }): readonly Effect[] => {
    if (step.do === 'notify') return [{ effect: 'notify', notification: step.notification }];
    return step.do === 'effect' ? [step.effect] : [];
  });

function amountsOf(
  { state, context, moment, timer }: Scene,
  consequences: readonly Consequence[],
): { readonly changes: AmountChange[] } | Failure {
  const changes: AmountChange[] = [];
  for (const { place, step } of consequences) {
    if (step.do !== 'effect') continue;
    const changed = withAmounts(state, changes);
    const facts = () => ruleFacts(changed, moment);
    const scene = { state: changed, context, moment, facts, due: timer.dueAt };
    const result = amountChanges(scene, [step.effect]);
    if (!result.ok) return failure(place, step, result.error);
    changes.push(...result.value);
  }
  return { changes };
}

const shownCharacters = 500;

const failure = (place: number, step: Consequence['step'], { message }: Rejection): Failure => ({
  place,
  cause: `${step.do}: ${message}`.slice(0, shownCharacters),
});

/** Records that the timer passed, with all that it does to the case's own values. */
function begin(
  { state, timer, context, moment }: Scene,
  consequences: readonly Consequence[],
  amounts: AmountChange[],
  failures: readonly Failure[],
): Course {
  const rule = ruleReference(context.service, `timer/${timer.name}`);
  const course = new Course(state, moment, context, rule);
  const effects = effectsOf(consequences);
  const data = {
    service: context.service.definition.code,
    timer: timer.name,
    kind: timerRule(context.service, timer.name)?.kind ?? 'internal',
    dueAt: timer.dueAt,
    amounts,
    ...priorityChange(state, effects),
    timers: effectEndings(course, effects).settings.filter(
      (setting) => setting.timer !== timer.name,
    ),
    ...dispatchedBy(effects),
    ...(failures.length === 0 ? {} : { failures: failures.map(({ cause }) => cause) }),
  };
  course.record({ type: 'case.timer-passed.v1', data }, citing(rule, amounts));
  return course;
}

function carryOut(
  course: Course,
  { timer }: Scene,
  step: Consequence['step'],
): Result<unknown, Rejection> {
  switch (step.do) {
    case 'take':
      return takeIfPossible(course, step.action);
    case 'move':
      return moveCase(course, { timer: timer.name, to: step.to, reason: step.reason });
    case 'escalate':
      escalate(course);
      return ok(course);
    case 'effect':
      assignAfter(course, false, [step.effect], undefined);
      return ok(course);
    case 'notify':
      return ok(course);
  }
}

/** Takes an action where the case is in a state to and its guard holds; else the timer passes without it. */
export function takeIfPossible(course: Course, code: string): Result<Course, Rejection> {
  const { state, service, moment } = course;
  const action = service.actionsFrom(state.state).find((one) => one.code === code);
  if (action === undefined) return ok(course);
  const holds =
    action.guard === undefined ? ok(true) : service.test(action.guard, ruleFacts(state, moment));
  if (!holds.ok) return holds;
  return holds.value ? takeAction(course, action) : ok(course);
}
