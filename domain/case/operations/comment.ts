import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';

/** Only those who work on the case speak among themselves. */
export function comment(
  course: Course,
  { comment: words, visibility }: CaseBody<'comment'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('comment', state, context);
  if (!permitted.ok) return permitted;
  const { staff, assigned } = permitted.value;
  if (visibility === 'internal' && !staff && !assigned)
    return reject(
      'reserved',
      { field: 'internal comments' },
      { pointer: '/visibility', allowed: ['parties', 'public'] },
    );
  course.record({
    type: 'case.commented.v1',
    data: { service: state.header.service, comment: words, visibility },
  });
  return ok(course);
}
