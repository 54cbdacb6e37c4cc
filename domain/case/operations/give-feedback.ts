import { addLength } from '../../kernel/calendar/index.js';
import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CompiledService } from '../../service/compiled.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';
import { recordFeedback } from '../step.js';

/** Whoever is concerned says how it went, once for each ending and only for a while after it. */
export function giveFeedback(
  course: Course,
  { score, comment }: CaseBody<'give-feedback'>,
): Result<Course, Rejection> {
  const permitted = permit('give-feedback', course.state, course.context);
  if (!permitted.ok) return permitted;
  const fault = windowFault(course) ?? scoreFault(course.service, score);
  if (fault !== undefined) return fault;
  recordFeedback(course, score, comment);
  return ok(course);
}

function windowFault({ state, service, moment }: Course) {
  const { feedback } = service.definition;
  if (feedback === undefined)
    return reject('feedback-not-asked', { service: state.header.service });
  if (state.ending === null) return reject('feedback-too-early');
  const given = state.ending.feedback;
  if (given !== null) return reject('feedback-given', { at: given.at });
  const from = state.ending.closedAt ?? state.ending.resolvedAt;
  const until = addLength(from, feedback.within, moment.calendar, 'exact');
  return moment.at > until ? reject('feedback-too-late', { until }) : undefined;
}

export function scoreFault({ definition }: CompiledService, score: number) {
  const scale = definition.feedback?.scale ?? 0;
  return score >= 1 && score <= scale
    ? undefined
    : reject('score-out-of-scale', { scale }, { pointer: '/score' });
}
