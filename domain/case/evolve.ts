import type { Occasion } from '../kernel/decider.js';
import type { Instant } from '../kernel/instant.js';
import type { CaseEvent } from './events.js';
import { withAmounts, withAnswers } from './evolve-parts.js';
import { closed, outcomeChanged, reopened, resolved, withFeedback } from './evolve-closing.js';
import { submittedCase } from './evolve-submission.js';
import type { CaseDocument } from './header.js';
import type { CaseState, HeldDocument, OpenedTasks, SubmittedCase, TaskResult } from './state.js';
import { applySettings, markPassed } from './timer-states.js';

type Data<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data'];

/**
 * The state after an event.
 *
 * @throws RangeError for an event of a case that was never submitted: the stream is damaged.
 */
export function evolve(state: CaseState, event: CaseEvent, occasion: Occasion): CaseState {
  if (event.type === 'case.submitted.v1') return submittedCase(event.data, occasion);
  if (state.status === 'none') throw new RangeError(`${event.type} before case.submitted.v1`);
  const at = occasion.occurredAt;
  // Most facts are steps; a step copies the state anyway.
  if (event.type === 'case.acted.v1' || event.type === 'case.moved.v1')
    return stepped(state, event, at);
  return evolveSubmitted({ ...state, lastAt: at }, event, at);
}

type StepEvent = Extract<CaseEvent, { type: 'case.acted.v1' | 'case.moved.v1' }>;
type LaterEvent = Exclude<CaseEvent, { type: 'case.submitted.v1' } | StepEvent>;

/** Facts that move the work along; the others are left to `evolveFile`. */
function evolveSubmitted(state: SubmittedCase, event: LaterEvent, at: Instant): SubmittedCase {
  switch (event.type) {
    case 'case.timer-passed.v1':
      return timerPassed(state, event.data);
    case 'case.assigned.v1':
      return assigned(state, event.data);
    case 'case.escalated.v1':
      return escalated(state, event.data);
    case 'case.extended.v1':
      return withTimers(state, event.data.timers);
    case 'case.tasks-opened.v1':
      return tasksOpened(state, event.data);
    case 'case.task-completed.v1':
      return taskCompleted(state, event.data);
    case 'case.resolved.v1':
      return resolved(state, event.data, at);
    case 'case.closed.v1':
      return closed(state, event.data, at);
    case 'case.outcome-changed.v1':
      return outcomeChanged(state, event.data.outcome.after);
    case 'case.reopened.v1':
      return reopened(state, event.data.count);
    case 'case.feedback-given.v1':
      return withFeedback(state, { score: event.data.score, at });
    default:
      return evolveFile(state, event);
  }
}

type FileEvent = Extract<
  LaterEvent,
  {
    type:
      | 'case.commented.v1'
      | 'case.answers-amended.v1'
      | 'case.document-attached.v1'
      | 'case.document-reviewed.v1'
      | 'case.linked.v1'
      | 'case.unlinked.v1'
      | 'case.reclassified.v1';
  }
>;

/** Facts about what the case holds and says. */
function evolveFile(state: SubmittedCase, event: FileEvent): SubmittedCase {
  switch (event.type) {
    case 'case.commented.v1':
      return state;
    case 'case.answers-amended.v1':
      return withAnswers(state, event.data.after, event.data.personalAnswers);
    case 'case.document-attached.v1':
      return { ...state, documents: [...state.documents, held(event.data.document)] };
    case 'case.document-reviewed.v1':
      return documentReviewed(state, event.data);
    case 'case.linked.v1':
      return { ...state, links: [...state.links, event.data.link] };
    case 'case.unlinked.v1':
      return unlinked(state, event.data);
    case 'case.reclassified.v1':
      return reclassified(state, event.data);
    default:
      return event satisfies never;
  }
}

const held = (document: CaseDocument): HeldDocument => ({ ...document, review: 'pending' });

const withTimers = (
  state: SubmittedCase,
  settings: Data<'case.acted.v1'>['timers'],
): SubmittedCase =>
  settings.length === 0
    ? state
    : { ...state, timers: applySettings(state.timers, settings, state.lastAt, state.state) };

function stepped(before: SubmittedCase, event: StepEvent, at: Instant): SubmittedCase {
  const { to, workingTime, timers } = event.data;
  const moved = {
    ...before,
    lastAt: at,
    state: to.code,
    kind: to.kind,
    enteredAt: to.code === before.state ? before.enteredAt : at,
    workingTime: before.workingTime + workingTime,
    countedAt: at,
  };
  const timed = withTimers(moved, timers);
  return event.type === 'case.acted.v1' ? acted(timed, event.data) : timed;
}

function acted(state: SubmittedCase, data: Data<'case.acted.v1'>): SubmittedCase {
  const paid = withAmounts(state, data.amounts);
  const answered =
    data.answers === undefined ? paid : withAnswers(paid, data.answers, data.personalAnswers);
  const { documents = [], priority } = data;
  if (documents.length === 0 && priority === undefined) return answered;
  return {
    ...answered,
    priority: priority?.after ?? answered.priority,
    documents: [...answered.documents, ...documents.map(held)],
  };
}

function timerPassed(state: SubmittedCase, data: Data<'case.timer-passed.v1'>): SubmittedCase {
  const timers = markPassed(state.timers, data.timer);
  const passed = { ...state, timers, priority: data.priority?.after ?? state.priority };
  return withTimers(withAmounts(passed, data.amounts), data.timers);
}

function assigned(state: SubmittedCase, data: Data<'case.assigned.v1'>): SubmittedCase {
  const { after: assignee } = data;
  const holders = assignee === null ? state.holders : { ...state.holders, [state.state]: assignee };
  return { ...state, assignee, holders };
}

const escalated = (state: SubmittedCase, data: Data<'case.escalated.v1'>): SubmittedCase =>
  withTimers(
    {
      ...state,
      level: data.after,
      assignee: data.assignee.after,
      priority: data.priority.after,
    },
    data.timers,
  );

const documentReviewed = (
  state: SubmittedCase,
  { document, after: review }: Data<'case.document-reviewed.v1'>,
): SubmittedCase => ({
  ...state,
  documents: state.documents.map((one) => (one.id === document ? { ...one, review } : one)),
});

const unlinked = (state: SubmittedCase, { link }: Data<'case.unlinked.v1'>): SubmittedCase => ({
  ...state,
  links: state.links.filter((one) => one.kind !== link.kind || one.case !== link.case),
});

const reclassified = (
  state: SubmittedCase,
  { timers, ...data }: Data<'case.reclassified.v1'>,
): SubmittedCase =>
  withTimers(
    {
      ...state,
      type: after(data.type, state.type),
      office: after(data.office, state.office),
      priority: after(data.priority, state.priority),
      confidentiality: after(data.confidentiality, state.confidentiality),
      places: after(data.places, state.places),
    },
    timers,
  );

const after = <T>(change: { readonly after: T } | undefined, unchanged: T): T =>
  change === undefined ? unchanged : change.after;

function tasksOpened(
  state: SubmittedCase,
  { group, tasks }: Data<'case.tasks-opened.v1'>,
): SubmittedCase {
  const results = Object.fromEntries(tasks.map((task) => [task, null]));
  const others = state.tasks.filter((opened) => opened.group !== group);
  return { ...state, tasks: [...others, { group, complete: false, results }] };
}

function taskCompleted(
  state: SubmittedCase,
  { group, task, result, completes }: Data<'case.task-completed.v1'>,
): SubmittedCase {
  const complete = (opened: OpenedTasks): OpenedTasks => {
    const results: Record<string, TaskResult | null> = { ...opened.results, [task]: result };
    return { ...opened, complete: completes, results };
  };
  const tasks = state.tasks.map((opened) => (opened.group === group ? complete(opened) : opened));
  return { ...state, tasks };
}
