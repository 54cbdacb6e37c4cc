import { date, FeelDate, FeelDateTime, FeelDuration, FeelTime, parseDateTime } from 'feelin';
import { zoneClock } from '../calendar/zone.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  type Instant,
  type PlainDate,
} from '../instant.js';
import type { Json } from '../json.js';

/** A date, time or duration as rules reckon with it. */
export type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/** What a rule can be given: JSON, with dates and times where a rule is to reckon with them. */
export type RuleValue =
  Json | Temporal | readonly RuleValue[] | { readonly [key: string]: RuleValue };

export type RuleContext = Readonly<Record<string, RuleValue>>;

/** A result that is no plain value: a range, a function, an endless number. */
export class NotPlainError extends Error {}

/** @throws RangeError when the text is no date. */
export function dateValue(of: PlainDate): FeelDate {
  const value = date(of);
  if (!(value instanceof FeelDate)) throw new RangeError(`Not a date: ${of}`);
  return value;
}

/**
 * A moment for use in rules, as local date and time of a zone: `at.hour`, `at.weekday` and `date(at)`
 * are local, and moments of different zones compare as moments.
 *
 * @throws RangeError when the zone is unknown.
 */
export function dateTimeValue(at: Instant, zone: string): FeelDateTime {
  const clock = zoneClock(zone);
  const moment = epochMilliseconds(at);
  const local = clock.toLocal(moment);
  // In the hour that a clock change repeats the zone alone would mean its first pass.
  const suffix = clock.fromLocal(local) === moment ? `@${zone}` : offsetText(local - moment);
  const value = parseDateTime(`${new Date(local).toISOString().slice(0, -1)}${suffix}`);
  if (value === null) throw new RangeError(`Not a moment in a zone: ${at} ${zone}`);
  return value;
}

const offsetText = (milliseconds: number): string =>
  (milliseconds < 0 ? '-' : '+') + new Date(Math.abs(milliseconds)).toISOString().slice(11, 16);

/**
 * A rule's result as plain JSON: dates as `YYYY-MM-DD`, moments with a zone as instants, other
 * times and durations as ISO 8601 text.
 *
 * @throws NotPlainError naming what it is instead.
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'undefined':
      return null;
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return finite(value);
    case 'object':
      return value === null ? null : objectToJson(value);
    default:
      throw new NotPlainError('a function');
  }
}

function objectToJson(value: object): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof FeelDateTime) return momentText(value);
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration)
    return value.toString();
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new NotPlainError('a range or function');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new NotPlainError('no finite number');
  return value === 0 ? 0 : value;
}

function momentText(value: FeelDateTime): string {
  if (value.zone === null) return value.toString();
  return fromEpochMilliseconds(value.unwrap().toZonedDateTime(value.zone).epochMilliseconds);
}

/** Whether no list in the context is longer than the limit. */
export function listsWithin(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value))
    return value.length <= limit && value.every((item) => listsWithin(item, limit));
  if (Object.getPrototypeOf(value) !== Object.prototype) return true;
  return Object.values(value).every((item) => listsWithin(item, limit));
}
