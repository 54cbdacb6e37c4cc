import { addLength, instantFromLocal, startOfDay } from '../kernel/calendar/index.js';
import { instant, type Instant, type PlainDate } from '../kernel/instant.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { Timer } from '../service/schema/index.js';
import type { TimerSetting } from './header.js';
import { isNear, limitOf, runs, timerRule, type TimerRule } from './limits.js';
import type { Moment } from './moment.js';
import { reject } from './rejections.js';
import { enters, type Transition } from './transition.js';

/** The timers that a step starts. */
export function starting(transition: Transition): readonly Timer[] {
  const { service, from, to, action } = transition;
  return [
    ...(from === null ? service.timersOn('submission') : []),
    ...(action === undefined ? [] : service.timersOn({ action })),
    ...(enters(transition) ? service.timersOn({ state: to.code }) : []),
  ];
}

export function startSettings(
  transition: Transition,
  timer: Timer,
): Result<TimerSetting[], Rejection> {
  const rule = timerRule(transition.service, timer.name);
  if (rule === undefined) return ok([]);
  const dueAt = timer.length === 'given' ? transition.due[timer.name] : undefined;
  if (dueAt !== undefined)
    return ok([runs('started', transition.service, rule, { dueAt, source: 'given' })]);
  const from = startOf(transition, timer);
  return from.ok ? ok(countedFrom(transition, rule, from.value)) : from;
}

/** A timer started with its limit for the case's type; none where a due time should have been given. */
export function countedFrom(
  { service, moment, state }: Pick<Transition, 'service' | 'moment' | 'state'>,
  rule: TimerRule,
  from: Instant,
): TimerSetting[] {
  const limit = limitOf(service, rule, state.type);
  if (limit === undefined) return [];
  const dueAt = addLength(from, limit.length, moment.calendar, rule.end);
  const counted = from === moment.at ? {} : { from };
  return [runs('started', service, rule, { dueAt, source: limit.source, ...counted })];
}

/** What a timer counts from: the date of its rule, the legal date of receipt, or now. */
function startOf(
  { service, moment, state, from, facts }: Transition,
  { name, kind, starts }: Timer,
): Result<Instant, Rejection> {
  if (starts.at !== undefined) {
    const date = service.value(starts.at, facts());
    return date.ok ? dateOf(name, String(date.value), moment) : date;
  }
  const { receivedOn } = state.header;
  const legal = from === null && kind === 'statutory' && receivedOn !== null;
  return ok(legal ? startOfDay(receivedOn as PlainDate, moment.calendar.zone) : moment.at);
}

const shownCharacters = 80;
const withOffset = /([Zz]|[+-]\d{2}:\d{2})$/;

/** A timestamp with its offset, or a local date and time. */
function dateOf(timer: string, date: string, { at, calendar }: Moment): Result<Instant, Rejection> {
  const refused = reject('timer-date', { timer, date: date.slice(0, shownCharacters) });
  try {
    const from = withOffset.test(date) ? instant(date) : instantFromLocal(date, calendar.zone);
    return isNear(from, at) ? ok(from) : refused;
  } catch (error) {
    if (error instanceof RangeError) return refused;
    throw error;
  }
}
