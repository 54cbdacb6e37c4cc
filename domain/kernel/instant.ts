import { z } from 'zod';
import type { Brand } from './brand.js';

/** A moment in UTC, always `YYYY-MM-DDTHH:mm:ss.sssZ`: text order is time order. */
export type Instant = Brand<string, 'Instant'>;

/** A calendar date without a zone, `YYYY-MM-DD`. */
export type PlainDate = Brand<string, 'PlainDate'>;

const canonical = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Reads an RFC 3339 timestamp with its offset; finer than milliseconds is cut.
 *
 * @throws RangeError when the text is no timestamp.
 */
export function instant(text: string): Instant {
  if (canonical.test(text) && !Number.isNaN(Date.parse(text))) return text as Instant;
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text))
    throw new RangeError(`Not an RFC 3339 timestamp with an offset: ${text}`);
  return fromEpochMilliseconds(Date.parse(text));
}

/** @throws RangeError outside of years 0–9999. */
export function fromEpochMilliseconds(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (!canonical.test(text)) throw new RangeError(`Out of range: ${text}`);
  return text as Instant;
}

export const epochMilliseconds = (at: Instant): number => Date.parse(at);

/** The later of two instants. */
export const latest = (a: Instant, b: Instant): Instant => (a < b ? b : a);

/** zod schema of an instant: any RFC 3339 timestamp with an offset comes out canonical. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text): Instant => instant(text));

/** zod schema of an instant in stored data: canonical already, left untouched. */
export const storedInstant = z.custom<Instant>(
  (value) => typeof value === 'string' && canonical.test(value),
  'expected a UTC timestamp with milliseconds',
);

/** zod schema of a calendar date. */
export const plainDateSchema = z.iso.date().transform((text) => text as PlainDate);
