import { endOfDay, instantFromLocal } from '../../domain/kernel/calendar/index.js';
import { plainDateSchema, type Instant } from '../../domain/kernel/instant.js';
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
export function askedMoment({ query, t }: Visit, zone: string): AskedMoment {
  const text = readDate(query, dateName);
  if (text === undefined) return { at: undefined, values: {}, errors: [] };
  const date = plainDateSchema.safeParse(text);
  const fault = (href: string, key: string): AskedMoment => ({
    at: undefined,
    values: query,
    errors: [{ href, text: t(key) }],
  });
  if (!date.success) return fault(`#field-${dateName}-day`, 'asOf.badDate');
  const time = one(query, 'at');
  if (time === '') return { at: endOfDay(date.data, zone), values: query, errors: [] };
  const match = timePattern.exec(time);
  if (match === null) return fault('#field-at', 'asOf.badTime');
  const [, hours = '', minutes = ''] = match;
  const local = `${date.data}T${hours.padStart(2, '0')}:${minutes}`;
  return { at: instantFromLocal(local, zone), values: query, errors: [] };
}
