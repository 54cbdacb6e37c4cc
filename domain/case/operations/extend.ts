import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { isNear, runs, timerRule } from '../limits.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';
import type { RunningTimer } from '../state.js';

/** Moves the due time of a running timer, either way but never into the past. */
export function extend(
  course: Course,
  { timer: name, dueAt, reason }: CaseBody<'extend'>,
): Result<Course, Rejection> {
  const { state, service, context, moment } = course;
  const permitted = permit('extend', state, context);
  if (!permitted.ok) return permitted;
  const running = state.timers.filter((timer): timer is RunningTimer => timer.status === 'running');
  const timer = running.find((one) => one.name === name);
  const rule = timerRule(service, name);
  if (timer === undefined || rule === undefined) {
    const allowed = running.map((one) => one.name);
    return reject('timer-unknown', { timer: name }, { pointer: '/timer', allowed });
  }
  if (dueAt <= moment.at || !isNear(dueAt, moment.at))
    return reject('due-out-of-range', { now: moment.at }, { pointer: '/dueAt' });
  if (dueAt === timer.dueAt) return ok(course);
  course.record({
    type: 'case.extended.v1',
    data: {
      service: state.header.service,
      timer: name,
      before: timer.dueAt,
      after: dueAt,
      reason,
      timers: [runs('moved', service, rule, { dueAt, source: 'reason' })],
    },
  });
  return ok(course);
}
