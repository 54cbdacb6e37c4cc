import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import { amendment } from '../amendments.js';
import type { CaseBody } from '../commands.js';
import { stateOf, type Course } from '../course.js';
import { permit } from '../operators.js';

/** Amends answers that the present state lets change. */
export function amendAnswers(
  course: Course,
  { answers, reason }: CaseBody<'amend-answers'>,
): Result<Course, Rejection> {
  const { state, service, context } = course;
  const permitted = permit('amend-answers', state, context);
  if (!permitted.ok) return permitted;
  const amended = amendment(course, answers, stateOf(service, state.state).editable);
  if (!amended.ok) return amended;
  if (amended.value === undefined) return ok(course);
  course.record({
    type: 'case.answers-amended.v1',
    data: {
      service: state.header.service,
      ...amended.value,
      ...(reason === undefined ? {} : { reason }),
    },
  });
  return ok(course);
}
