import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { dayMilliseconds, fromEpochDay, toEpochDay, type EpochDay } from './civil.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  type Instant,
  type PlainDate,
} from '../instant.js';

/** A stretch of time with one offset from UTC, `from` inclusive, `until` exclusive. */
export interface Span {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const maxSpans = 4096;
const maxZones = 600;

/**
 * A time zone with its offset changes remembered: the zone database is asked once per stretch
 * between two changes, not once per call.
 */
export class ZoneClock {
  #spans: Span[] = [];
  #last: Span = { from: 0, until: 0, offset: 0 };

  constructor(readonly id: string) {}

  /** Milliseconds that local time is ahead of UTC at this moment. */
  offsetAt(milliseconds: number): number {
    return this.spanAt(milliseconds).offset;
  }

  /** The stretch between two changes of offset that holds this moment. */
  spanAt(milliseconds: number): Span {
    const last = this.#last;
    if (milliseconds >= last.from && milliseconds < last.until) return last;
    this.#last = this.#find(milliseconds) ?? this.#load(milliseconds);
    return this.#last;
  }

  /** Local wall clock, as milliseconds since 1970-01-01T00:00 local. */
  toLocal(milliseconds: number): number {
    return milliseconds + this.offsetAt(milliseconds);
  }

  /** Local date of a moment. */
  dayOf(milliseconds: number): EpochDay {
    return Math.floor(this.toLocal(milliseconds) / dayMilliseconds);
  }

  /**
   * The moment of a local wall clock reading. A reading that occurs twice means the first time.
   * One that is skipped is moved on by the length of the gap, as RFC 5545 and Temporal have it.
   */
  fromLocal(local: number): number {
    return this.#resolve(local) ?? local - this.#offsetBefore(local);
  }

  /** Like `fromLocal`, but a skipped reading means the moment of the change, so that order is kept. */
  fromLocalOrdered(local: number): number {
    return this.#resolve(local) ?? this.#changeNear(local);
  }

  /** First moment of a local date. */
  startOf(day: EpochDay): number {
    return this.fromLocalOrdered(day * dayMilliseconds);
  }

  #resolve(local: number): number | undefined {
    const before = this.#offsetBefore(local);
    const early = local - before;
    if (this.offsetAt(early) === before) return early;
    const after = this.offsetAt(local + dayMilliseconds);
    return this.offsetAt(local - after) === after ? local - after : undefined;
  }

  #offsetBefore(local: number): number {
    return this.offsetAt(local - dayMilliseconds);
  }

  #changeNear(local: number): number {
    this.offsetAt(local - dayMilliseconds);
    return this.#last.until;
  }

  #find(milliseconds: number): Span | undefined {
    const span = this.#spans[this.#indexAfter(milliseconds) - 1];
    return span !== undefined && milliseconds < span.until ? span : undefined;
  }

  /** Index of the first span that begins after the moment. */
  #indexAfter(milliseconds: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle]?.from ?? 0) <= milliseconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #load(milliseconds: number): Span {
    const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(this.id);
    const until = at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    // The previous change is sought strictly before; one at this very moment counts.
    const from = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds;
    const span = { from: from ?? -Infinity, until, offset: at.offsetNanoseconds / 1e6 };
    if (this.#spans.length >= maxSpans) this.#spans = [];
    this.#spans.splice(this.#indexAfter(milliseconds), 0, span);
    return span;
  }
}

const clocks = new LRUCache<string, ZoneClock>({ max: maxZones });

const isZone = (id: string): boolean => {
  if (!/^[A-Za-z]/.test(id)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: id }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** zod schema of a name in the IANA time zone database; bare offsets have no summer time and are refused. */
export const zoneSchema = z
  .string()
  .max(64)
  .refine(isZone, 'must be a name of the IANA time zone database, like "Europe/Rome"');

/** @throws RangeError when the name is in no time zone database. */
export function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  if (!isZone(zone)) throw new RangeError(`Not an IANA time zone: ${zone.slice(0, 80)}`);
  const clock = new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/**
 * The date that a wall calendar in the zone shows at this moment.
 *
 * @example
 * localDate(instant('2024-03-31T22:30:00Z'), 'Europe/Rome') // '2024-04-01'
 */
export const localDate = (at: Instant, zone: string): PlainDate =>
  fromEpochDay(zoneClock(zone).dayOf(epochMilliseconds(at)));

/** First moment of a date in the zone: midnight, or the clock change that skips it. */
export const startOfDay = (date: PlainDate, zone: string): Instant =>
  fromEpochMilliseconds(zoneClock(zone).startOf(toEpochDay(date)));

/** Last millisecond of a date in the zone. */
export const endOfDay = (date: PlainDate, zone: string): Instant =>
  fromEpochMilliseconds(zoneClock(zone).startOf(toEpochDay(date) + 1) - 1);

const localPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?$/;

/**
 * The moment of a local date and time without an offset, `2018-03-31 14:05:09` or `2018-03-31`
 * (its midnight). A time that occurs twice means the first; a skipped one is moved on by the gap.
 *
 * @throws RangeError when the text is no such date and time.
 */
export function instantFromLocal(text: string, zone: string): Instant {
  const [, date, time = '00:00'] = localPattern.exec(text) ?? [];
  const local = date === undefined ? NaN : Date.parse(`${date}T${time}Z`);
  // Date.parse carries 30 February over into March.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date ?? ' '))
    throw new RangeError(`Not a local date and time, like 2018-03-31T14:05: ${text.slice(0, 80)}`);
  return fromEpochMilliseconds(zoneClock(zone).fromLocal(local));
}

/** What a clock in the zone shows: `2018-03-31T14:05:09.000`. */
export const localDateTime = (at: Instant, zone: string): string =>
  new Date(zoneClock(zone).toLocal(epochMilliseconds(at))).toISOString().slice(0, -1);
