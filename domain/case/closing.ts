import type { Instant } from '../kernel/instant.js';
import type { Outcome, State } from '../service/schema/index.js';
import type { Course } from './course.js';
import { dueOf } from './due.js';
import type { SubmittedCase } from './state.js';
import { becomes, reopens } from './transition.js';

/** What every fact about an ending is counted by. */
const counted = ({ state, moment }: Course) => ({
  service: state.header.service,
  type: state.type,
  office: state.office,
  on: moment.on,
});

/** A limit that resolution ends was met or missed at that time, however late the case is then closed. */
function decidedAt({ state, service, moment }: Course): Instant {
  const { standard } = service.definition;
  const timer = standard === undefined ? undefined : service.timer(standard);
  const resolvedAt = timer?.endedBy.resolution === true ? state.ending?.resolvedAt : undefined;
  return resolvedAt ?? moment.at;
}

function closingOf(course: Course, outcome: Outcome | null) {
  const { state, service, moment } = course;
  const dueAt = dueOf(service, moment, state);
  return {
    ...counted(course),
    outcome,
    openedAt: state.header.openedAt,
    dueAt,
    workingTime: state.workingTime,
    onTime: dueAt === null ? null : decidedAt(course) <= dueAt,
  };
}

const endedAt = ({ ending, lastAt }: SubmittedCase): Instant =>
  ending?.closedAt ?? ending?.resolvedAt ?? lastAt;

function recordReopening(course: Course): void {
  const { state } = course;
  course.record({
    type: 'case.reopened.v1',
    data: {
      ...counted(course),
      outcome: state.ending?.outcome ?? null,
      closedAt: endedAt(state),
      count: state.reopened + 1,
    },
  });
}

/**
 * The facts that follow from reaching a state of another kind: reopened, resolved, closed,
 * or another outcome of a case that had ended already.
 */
export function recordEnding(
  course: Course,
  step: { readonly from: State | null; readonly to: State },
): void {
  const { from, to } = step;
  const outcome = to.outcome ?? null;
  if (reopens(step) || (from?.kind === 'end' && to.kind === 'resolved')) recordReopening(course);
  if (becomes(step, 'resolved'))
    course.record({ type: 'case.resolved.v1', data: closingOf(course, outcome) });
  else if (becomes(step, 'end')) recordClosing(course, outcome);
  else recordOutcome(course, outcome);
}

function recordClosing(course: Course, outcome: Outcome | null): void {
  const resolvedAt = course.state.ending?.resolvedAt ?? null;
  const data = { ...closingOf(course, outcome), resolvedAt };
  course.record({ type: 'case.closed.v1', data });
}

function recordOutcome(course: Course, after: Outcome | null): void {
  const before = course.state.ending?.outcome ?? null;
  if (course.state.ending === null || before === after) return;
  course.record({
    type: 'case.outcome-changed.v1',
    data: { ...counted(course), outcome: { before, after } },
  });
}
