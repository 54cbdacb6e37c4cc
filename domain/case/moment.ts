import { addDays, localDate, type WorkingCalendar } from '../kernel/calendar/index.js';
import type { Instant, PlainDate } from '../kernel/instant.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { CaseContext } from './context.js';
import { reject } from './rejections.js';

/** A point in time as the service's calendar has it. */
export interface Moment {
  readonly at: Instant;
  /** Local date. */
  readonly on: PlainDate;
  readonly calendar: WorkingCalendar;
}

/** The local date of now; the one in UTC where the service has no calendar. */
export function localDay(context: Pick<CaseContext, 'service' | 'reference' | 'now'>): PlainDate {
  const moment = momentAt(context, context.now);
  return moment.ok ? moment.value.on : utcDate(context.now);
}

const utcDate = (at: Instant): PlainDate => at.slice(0, 10) as PlainDate;

/** The moment in the calendar in force on its own local date. */
export function momentAt(
  { service, reference }: Pick<CaseContext, 'service' | 'reference'>,
  at: Instant,
): Result<Moment, Rejection> {
  const code = service.definition.calendar;
  // The zone comes with the calendar: a local date is at most one day off the date in UTC.
  const utc = utcDate(at);
  const first = reference.calendar(code, utc) ?? reference.calendar(code, addDays(utc, 1));
  if (first === undefined) return reject('calendar-missing', { calendar: code, on: utc });
  const on = localDate(at, first.zone);
  const calendar = on === utc ? first : (reference.calendar(code, on) ?? first);
  return ok({ at, on, calendar });
}
