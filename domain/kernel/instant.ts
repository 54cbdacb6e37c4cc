import { z } from 'zod';
import type { Brand } from './brand.js';

/** A moment in UTC, always `YYYY-MM-DDTHH:mm:ss.sssZ`: text order is time order. */
export type Instant = Brand<string, 'Instant'>;

/** A calendar date without a zone, `YYYY-MM-DD`. */
export type PlainDate = Brand<string, 'PlainDate'>;

const canonical =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const canonicalLength = '2000-01-01T00:00:00.000Z'.length;
const timestamp =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Days that every month has. */
const leastDays = 28;

// The calendar repeats every 400 years; `Date.UTC` takes years below 100 for those of the 20th century.
const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** Whether it is an instant as it is stored; 30 February, which `Date` takes for 1 March, is none. */
const isInstant = (text: string): text is Instant => {
  if (!canonical.test(text)) return false;
  const day = Number(text.slice(8, 10));
  return day <= leastDays || day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
};

/**
 * Reads an RFC 3339 timestamp with its offset; finer than milliseconds is cut.
 *
 * @throws RangeError when the text is no timestamp, or outside of years 0–9999 in UTC.
 */
export function instant(text: string): Instant {
  if (isInstant(text)) return text;
  const [, date] = timestamp.exec(text) ?? [];
  if (date === undefined || !isInstant(`${date}T00:00:00.000Z`))
    throw new RangeError(`Not an RFC 3339 timestamp with an offset: ${text.slice(0, 80)}`);
  return fromEpochMilliseconds(Date.parse(text));
}

/** @throws RangeError outside of years 0–9999. */
export function fromEpochMilliseconds(milliseconds: number): Instant {
  const at = new Date(milliseconds);
  const text = Number.isNaN(at.getTime()) ? '' : at.toISOString();
  // Years outside of 0–9999 are written with a sign and six digits.
  if (text.length !== canonicalLength) throw new RangeError(`No instant at ${milliseconds} ms`);
  return text as Instant;
}

export const epochMilliseconds = (at: Instant): number => Date.parse(at);

/** The later of two instants. */
export const latest = (a: Instant, b: Instant): Instant => (a < b ? b : a);

/** zod schema of an instant: any RFC 3339 timestamp with an offset comes out canonical. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text, { issues }): Instant => {
    try {
      return instant(text);
    } catch {
      issues.push({ code: 'custom', message: 'must be a time within years 0–9999', input: text });
      return z.NEVER;
    }
  });

/** zod schema of an instant in stored data: canonical already, left untouched. */
export const storedInstant = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'expected a UTC timestamp with milliseconds',
);

/** zod schema of a calendar date. */
export const plainDateSchema = z.iso.date().transform((text) => text as PlainDate);
