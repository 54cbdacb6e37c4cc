import { endOfDay, instantFromLocal, localDate } from '../../domain/kernel/calendar/index.js';
import { plainDateSchema, type Instant, type PlainDate } from '../../domain/kernel/instant.js';
import type { FieldError } from '../base/answer.js';
import { one, type Raw, type Visit } from '../base/visit.js';
import { readDate } from '../forms/read.js';

/** Name of the date's inputs in the address: `on-day`, `on-month`, `on-year`, and `at`. */
const dateName = 'on';

/** The moment of the past that an address asks for, with what was typed. */
export interface AskedMoment {
  readonly at: Instant | undefined;
  readonly values: Raw;
  readonly errors: readonly FieldError[];
}

const timePattern = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** Reads a date and, if given, a time of day in the city's zone; without a time the end of the day. */
export function askedMoment({ query, t, now }: Visit, zone: string): AskedMoment {
  const text = readDate(query, dateName);
  if (text === undefined) return { at: undefined, values: {}, errors: [] };
  const date = plainDateSchema.safeParse(text);
  const fault = (href: string, key: string): AskedMoment => ({
    at: undefined,
    values: query,
    errors: [{ href, text: t(key) }],
  });
  if (!date.success) return fault(`#field-${dateName}-day`, 'asOf.badDate');
  const at = momentOf(date.data, one(query, 'at'), { zone, now });
  if (at === undefined) return fault('#field-at', 'asOf.badTime');
  if (at > now) return fault(`#field-${dateName}-day`, 'asOf.toCome');
  return { at, values: query, errors: [] };
}

/** A time of a day, or without one its end; of today that is now. Undefined when the time is none. */
function momentOf(
  date: PlainDate,
  time: string,
  { zone, now }: { readonly zone: string; readonly now: Instant },
): Instant | undefined {
  if (time === '') return date === localDate(now, zone) ? now : endOfDay(date, zone);
  const match = timePattern.exec(time);
  if (match === null) return undefined;
  const [, hours = '', minutes = ''] = match;
  return instantFromLocal(`${date}T${hours.padStart(2, '0')}:${minutes}`, zone);
}
