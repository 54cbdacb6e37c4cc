/** Names of calendar buckets in a zone, alike in every adapter. */
import { fromEpochDay, weekdayOf, type EpochDay } from '../../domain/kernel/calendar/civil.js';
import { zoneClock, type Span } from '../../domain/kernel/calendar/zone.js';
import type { Bucket } from '../read-store.js';

const hourMilliseconds = 3_600_000;
const minuteMilliseconds = 60_000;

/** The bucket of a whole local day. */
export function dayBucket(day: EpochDay, bucket: Exclude<Bucket, 'hour'>): string {
  const date = fromEpochDay(bucket === 'week' ? day - weekdayOf(day) : day);
  if (bucket === 'day' || bucket === 'week') return date;
  if (bucket === 'month') return date.slice(0, 7);
  if (bucket === 'year') return date.slice(0, 4);
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/**
 * The bucket of a local hour. The offset tells apart the two hours that one clock reading means when clocks go back.
 *
 * @param hour hours since 1970-01-01T00:00 local
 * @param offset milliseconds that local time is ahead of UTC
 */
export function hourBucket(hour: number, offset: number): string {
  const local = new Date(hour * hourMilliseconds).toISOString().slice(0, 16);
  const minutes = Math.abs(offset) / minuteMilliseconds;
  const digits = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

/**
 * Years whose clock changes a store is told, so that it can group by whole local days or hours itself; moments outside
 * of them come one by one. The zone's rules are always ours, never those of the store's machine.
 */
export const knownYears = { from: Date.UTC(1970, 0), until: Date.UTC(2040, 0) } as const;

/** Stretches of one offset that cover the known years, in order. */
export function spansOf(zone: string): readonly Span[] {
  const clock = zoneClock(zone);
  const spans: Span[] = [];
  for (let at: number = knownYears.from; at < knownYears.until;) {
    const span = clock.spanAt(at);
    spans.push(span);
    at = span.until;
  }
  return spans;
}

/** Name of the bucket of one moment. */
export function momentBucket(milliseconds: number, bucket: Bucket, zone: string): string {
  const clock = zoneClock(zone);
  if (bucket !== 'hour') return dayBucket(clock.dayOf(milliseconds), bucket);
  const hour = Math.floor(clock.toLocal(milliseconds) / hourMilliseconds);
  return hourBucket(hour, clock.offsetAt(milliseconds));
}
