import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { escalate, levelsOf } from '../escalation.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';

/** Takes an open case one level up by hand. */
export function escalateByHand(
  course: Course,
  { reason }: CaseBody<'escalate'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('escalate', state, context);
  if (!permitted.ok) return permitted;
  const { reference, service } = state.header;
  if (state.status !== 'open') return reject('not-open', { reference });
  const levels = levelsOf(course);
  if (levels === 0) return reject('escalation-none', { service });
  if (state.level >= levels) return reject('escalation-exhausted', { level: state.level });
  escalate(course, reason);
  return ok(course);
}
