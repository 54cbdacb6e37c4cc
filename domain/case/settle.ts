import type { Decision } from '../kernel/decider.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { CaseContext } from './context.js';
import { nextDue } from './due.js';
import type { CaseEvent } from './events.js';
import { passTimer } from './passing.js';
import { reject } from './rejections.js';
import type { CaseState } from './state.js';

/** Timers that may pass in one settlement; more is a definition that runs in circles. */
export const maximumPassings = 1000;

const nothing: readonly Decision<CaseEvent>[] = [];

/**
 * Everything due at or before the context's time, in order of due time and name. Each passing is
 * folded before the next is looked for: it may start, pause or end others.
 * Settling in between changes nothing: nothing derived depends on when it is derived.
 */
export function settle(
  state: CaseState,
  context: CaseContext,
): Result<readonly Decision<CaseEvent>[], Rejection> {
  if (state.status === 'none') return ok(nothing);
  let timer = nextDue(state, context.now);
  if (timer === undefined) return ok(nothing);
  const decisions: Decision<CaseEvent>[] = [];
  let settled = state;
  for (let passed = 0; timer !== undefined; passed++) {
    if (passed === maximumPassings) return reject('settle-unbounded', { limit: maximumPassings });
    const course = passTimer(settled, timer, context);
    if (!course.ok) return course;
    decisions.push(...course.value.decisions);
    settled = course.value.state;
    timer = nextDue(settled, context.now);
  }
  return ok(decisions);
}
