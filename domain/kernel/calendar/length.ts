import { z } from 'zod';
import { addMonths, dayMilliseconds } from './civil.js';
import type { WorkingCalendar } from './working-calendar.js';
import { epochMilliseconds, fromEpochMilliseconds, type Instant } from '../instant.js';

const hourMilliseconds = 3_600_000;
const maxYears = 100;

/** How long a period lasts. */
export const lengthSchema = z.union([
  z.strictObject({
    elapsed: z
      .int()
      .min(0)
      .max(maxYears * 366 * dayMilliseconds),
  }),
  z.strictObject({
    calendarDays: z
      .int()
      .min(0)
      .max(maxYears * 366),
  }),
  z.strictObject({ workingDays: z.int().min(0).max(10_000) }),
  z.strictObject({ workingHours: z.number().min(0).max(20_000) }),
  z.strictObject({
    months: z
      .int()
      .min(0)
      .max(maxYears * 12),
  }),
  z.strictObject({ years: z.int().min(0).max(maxYears) }),
]);
export type Length = z.infer<typeof lengthSchema>;

/** What becomes of the end that a length gives. None of them makes a period shorter, save `start-of-day`. */
export const endRules = [
  'exact',
  'start-of-day',
  'end-of-day',
  'end-of-working-day',
  'next-working-day',
  'end-of-next-working-day',
] as const;
export type EndRule = (typeof endRules)[number];
export const endRuleSchema = z.enum(endRules);

/**
 * When a period that begins at `start` ends.
 *
 * | length | rule |
 * |---|---|
 * | `elapsed` | milliseconds that pass, whatever the clock shows |
 * | `calendarDays`, `months`, `years` | the same local time on the later date; a shorter month ends it on its last day; a time skipped by a clock change is moved on by the gap |
 * | `workingDays` | the same local time on the n-th working day after the start's date; that date does not count (Regulation 1182/71, article 3) |
 * | `workingHours` | the moment by which that much working time has passed; 0 ends at the start |
 *
 * | end rule | effect |
 * |---|---|
 * | `exact` | none |
 * | `start-of-day`, `end-of-day` | first, last millisecond of the local date |
 * | `end-of-working-day` | the first closing hour at or after the end |
 * | `next-working-day` | on a day without working time: the same local time on the next working day |
 * | `end-of-next-working-day` | as before, and there the last millisecond of the day |
 *
 * @throws RangeError when the end lies outside of years 0–9999.
 * @example
 * addLength(start, { calendarDays: 60 }, compileCalendar(data), 'end-of-next-working-day')
 */
export function addLength(
  start: Instant,
  length: Length,
  calendar: WorkingCalendar,
  endRule: EndRule,
): Instant {
  const from = epochMilliseconds(start);
  return fromEpochMilliseconds(endAt(addTo(from, length, calendar), endRule, calendar));
}

function addTo(from: number, length: Length, calendar: WorkingCalendar): number {
  if ('elapsed' in length) return from + length.elapsed;
  if ('calendarDays' in length) return onDay(from, calendar, (day) => day + length.calendarDays);
  if ('workingHours' in length)
    return calendar.after(from, Math.round(length.workingHours * hourMilliseconds));
  if ('workingDays' in length)
    return onDay(from, calendar, (day) => calendar.workingDayAfter(day, length.workingDays));
  const months = 'years' in length ? length.years * 12 : length.months;
  return onDay(from, calendar, (day) => addMonths(day, months));
}

/** The same local time on another day. */
function onDay(moment: number, { clock }: WorkingCalendar, toDay: (day: number) => number): number {
  const local = clock.toLocal(moment);
  const day = Math.floor(local / dayMilliseconds);
  const other = toDay(day);
  return other === day ? moment : clock.fromLocal(local + (other - day) * dayMilliseconds);
}

function endAt(moment: number, rule: EndRule, calendar: WorkingCalendar): number {
  const { clock } = calendar;
  switch (rule) {
    case 'exact':
      return moment;
    case 'start-of-day':
      return clock.startOf(clock.dayOf(moment));
    case 'end-of-day':
      return clock.startOf(clock.dayOf(moment) + 1) - 1;
    case 'end-of-working-day':
      return calendar.closingAtOrAfter(moment);
    case 'next-working-day':
      return onDay(moment, calendar, (day) => workingDayFrom(day, calendar));
    case 'end-of-next-working-day':
      return clock.startOf(workingDayFrom(clock.dayOf(moment), calendar) + 1) - 1;
  }
}

const workingDayFrom = (day: number, calendar: WorkingCalendar): number =>
  calendar.isWorkingDay(day) ? day : calendar.workingDayAfter(day, 1);

/**
 * Working milliseconds between two moments; negative when they come in the other order.
 * Additive: for any b, a→b and b→c sum to a→c.
 */
export function workingTimeBetween(from: Instant, to: Instant, calendar: WorkingCalendar): number {
  if (to < from) return -workingTimeBetween(to, from, calendar);
  return calendar.between(epochMilliseconds(from), epochMilliseconds(to));
}
