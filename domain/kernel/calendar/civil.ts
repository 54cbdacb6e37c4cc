import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../instant.js';

export const dayMilliseconds = 86_400_000;

/** Days since 1970-01-01, as a plain number that is quick to reckon with. */
export type EpochDay = number;

export const toEpochDay = (date: PlainDate): EpochDay => Date.parse(date) / dayMilliseconds;

/** @throws RangeError outside of years 0–9999. */
export function fromEpochDay(day: EpochDay): PlainDate {
  const text = new Date(day * dayMilliseconds).toISOString();
  if (text.length !== 24) throw new RangeError(`Out of range: ${text}`);
  return text.slice(0, 10) as PlainDate;
}

export const yearOf = (day: EpochDay): number => new Date(day * dayMilliseconds).getUTCFullYear();

/** First day of a year; years 0 to 99 are meant as they stand. */
export const firstDayOf = (year: number): EpochDay =>
  new Date(0).setUTCFullYear(year, 0, 1) / dayMilliseconds;

/** 0 is Monday, as in ISO 8601. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: EpochDay): number => (((day + 3) % 7) + 7) % 7;

/**
 * The date `days` later, or earlier when negative.
 *
 * @throws RangeError outside of years 0–9999.
 */
export const addDays = (date: PlainDate, days: number): PlainDate =>
  fromEpochDay(toEpochDay(date) + days);

/** How many days `to` is after `from`. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  toEpochDay(to) - toEpochDay(from);

/** Adds months; the day is cut to the last of a shorter month (31 January + 1 month = 28 February). */
export function addMonths(day: EpochDay, months: number): EpochDay {
  const date = Temporal.PlainDate.from(fromEpochDay(day)).add({ months });
  return Date.UTC(date.year, date.month - 1, date.day) / dayMilliseconds;
}
