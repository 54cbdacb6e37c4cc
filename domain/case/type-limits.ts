import { sameJson } from '../kernel/canonical.js';
import { addLength, workingTimeBetween } from '../kernel/calendar/index.js';
import { epochMilliseconds, type Instant } from '../kernel/instant.js';
import type { Length } from '../service/schema/index.js';
import { stateOf, type Course } from './course.js';
import type { TimerSetting } from './header.js';
import { inWorkingTime, limitOf, resumedDue, runs, timerRule, type TimerRule } from './limits.js';
import type { PausedTimer, RunningTimer } from './state.js';
import { stopped } from './timers.js';

const hour = 3_600_000;

/**
 * Limits of another type count from where they had counted before, and keep the time for which
 * they stood still. What was given or moved by hand stays.
 */
export function restartedLimits(course: Course, type: string | null): TimerSetting[] {
  return course.state.timers.flatMap((timer) => {
    const byHand = timer.source === 'given' || timer.source === 'reason';
    if (byHand || timer.status === 'passed' || timer.status === 'ended') return [];
    return restarted(course, timer, type);
  });
}

function restarted(
  course: Course,
  timer: RunningTimer | PausedTimer,
  type: string | null,
): TimerSetting[] {
  const { service, state, moment } = course;
  const rule = timerRule(service, timer.name);
  const before = rule && limitOf(service, rule, state.type);
  const after = rule && limitOf(service, rule, type);
  if (rule === undefined || before === undefined || after === undefined) return [];
  if (sameJson(before, after)) return [];
  const dueAt = movedDue(course, rule, timer, { before: before.length, after: after.length });
  const moved = runs('moved', service, rule, { dueAt, source: after.source });
  const scene = { service, moment, state: { ...state, type }, to: stateOf(service, state.state) };
  return stopped(scene, timer.name, [moved]);
}

/** The new limit's end, later by as long as the timer stood still under the old one. */
function movedDue(
  { moment }: Course,
  { end }: TimerRule,
  timer: RunningTimer | PausedTimer,
  lengths: { readonly before: Length; readonly after: Length },
): Instant {
  const { calendar } = moment;
  const dueAt = timer.status === 'paused' ? resumedDue(timer, end, moment) : timer.dueAt;
  const unpaused = addLength(timer.from, lengths.before, calendar, end);
  const fresh = addLength(timer.from, lengths.after, calendar, end);
  const working = inWorkingTime(lengths.after);
  const stood = working
    ? workingTimeBetween(unpaused, dueAt, calendar)
    : epochMilliseconds(dueAt) - epochMilliseconds(unpaused);
  if (stood <= 0) return fresh;
  return addLength(
    fresh,
    working ? { workingHours: stood / hour } : { elapsed: stood },
    calendar,
    end,
  );
}
