import { workingTimeBetween } from '../kernel/calendar/index.js';
import type { Instant } from '../kernel/instant.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { RuleFacts } from '../service/compiled.js';
import type { Action, Effect, State } from '../service/schema/index.js';
import { amountChanges, citing } from './amounts.js';
import { assignAfter } from './assigning.js';
import { recordEnding } from './closing.js';
import { stateOf, type Course } from './course.js';
import { dispatchedBy, effectEndings, priorityChange } from './effects.js';
import { withAmounts, withAnswers } from './evolve-parts.js';
import type { CaseEvent } from './events.js';
import { ruleFacts } from './rule-facts.js';
import { openTasks } from './tasks.js';
import { timerSettings } from './timers.js';
import { enters, isEnding } from './transition.js';

type Acted = Extract<CaseEvent, { type: 'case.acted.v1' }>['data'];

/** What the event says as whoever acts said it. */
export type Said = Partial<
  Pick<
    Acted,
    | 'comment'
    | 'input'
    | 'answers'
    | 'personalAnswers'
    | 'documents'
    | 'valueDate'
    | 'effectiveFrom'
    | 'receivedOn'
    | 'assignee'
    | 'score'
  >
>;

/** What an actor brings along, checked already; a timer brings nothing. */
export interface Given {
  readonly said?: Said;
  readonly due?: Readonly<Record<string, Instant>>;
}

interface Ends {
  readonly from: State;
  readonly to: State;
}

const refOf = ({ code, kind }: State) => ({ code, kind });

/** Takes an action and all that follows from it. Whether it may be taken was asked before. */
export function takeAction(
  course: Course,
  action: Action,
  given: Given = {},
): Result<Course, Rejection> {
  const { state, service, moment, context } = course;
  const ends = endsOf(course, action.to);
  const facts = factsWith(course, given.said ?? {});
  const amounts = amountChanges({ context, moment, state, facts }, action.effects);
  if (!amounts.ok) return amounts;
  const { settings: ended, timers } = effectEndings(course, action.effects);
  const started = timerSettings({
    service,
    moment,
    state: { ...state, timers },
    action: action.code,
    ...ends,
    due: given.due ?? {},
    facts: () => ({ ...facts(), amounts: withAmounts(state, amounts.value).amounts }),
  });
  if (!started.ok) return started;
  const data: Acted = {
    service: state.header.service,
    action: action.code,
    from: refOf(ends.from),
    to: refOf(ends.to),
    ...given.said,
    ...priorityChange(state, action.effects),
    timers: [...ended, ...started.value],
    amounts: amounts.value,
    workingTime: workedIn(course, ends.from),
    ...dispatchedBy(action.effects),
  };
  course.record({ type: 'case.acted.v1', data }, citing(course.rule, amounts.value));
  follow(course, ends, action.effects, given.said ?? {});
  return ok(course);
}

/** A passing timer takes the case to another state; in that state already, nothing happens. */
export function moveCase(
  course: Course,
  move: { readonly timer: string; readonly to: string; readonly reason: 'deemed' | 'lapsed' },
): Result<Course, Rejection> {
  const { state, service, moment } = course;
  const ends = endsOf(course, move.to);
  if (!enters(ends)) return ok(course);
  const facts = factsWith(course, {});
  const timers = timerSettings({ service, moment, state, ...ends, due: {}, facts });
  if (!timers.ok) return timers;
  course.record({
    type: 'case.moved.v1',
    data: {
      service: state.header.service,
      timer: move.timer,
      reason: move.reason,
      from: refOf(ends.from),
      to: refOf(ends.to),
      timers: timers.value,
      workingTime: workedIn(course, ends.from),
    },
  });
  follow(course, ends, [], {});
  return ok(course);
}

/** What follows in the same append once a state is reached. */
export function follow(
  course: Course,
  ends: { readonly from: State | null; readonly to: State },
  effects: readonly Effect[],
  { score, assignee, comment }: Said,
): void {
  recordEnding(course, ends);
  if (score !== undefined) recordFeedback(course, score, comment);
  const entered = enters(ends);
  assignAfter(course, entered, effects, assignee);
  if (entered) openTasks(course);
}

export function recordFeedback(course: Course, score: number, comment: string | undefined): void {
  const { state, service } = course;
  const { feedback } = service.definition;
  if (state.status === 'open' || feedback === undefined) return;
  course.record({
    type: 'case.feedback-given.v1',
    data: {
      service: state.header.service,
      score,
      scale: feedback.scale,
      ...(comment === undefined ? {} : { comment }),
    },
  });
}

function endsOf({ state, service }: Course, to: string): Ends {
  const from = stateOf(service, state.state);
  return { from, to: to === 'same' ? from : stateOf(service, to) };
}

/** Working time since it was last counted; none while resolved, closed, or on a stopped clock. */
function workedIn({ state, moment }: Course, { kind, clock }: State): number {
  if (isEnding(kind) || clock === 'stopped') return 0;
  return workingTimeBetween(state.countedAt, moment.at, moment.calendar);
}

/** What rules know when what came with the action counts already. */
export function factsWith(
  { state, moment }: Course,
  { answers, documents, input }: Said,
): () => RuleFacts {
  let known: RuleFacts | undefined;
  return () => {
    const answered = answers === undefined ? state : withAnswers(state, answers);
    const kinds = [...answered.documents, ...(documents ?? [])].map(({ kind }) => kind);
    return (known ??= {
      ...ruleFacts(answered, moment, input),
      documents: [...new Set(kinds)],
    });
  };
}
