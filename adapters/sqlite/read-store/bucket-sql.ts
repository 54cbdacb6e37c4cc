/** Calendar buckets in SQL: rows are grouped by whole local days or hours there, and named here. */
import { LRUCache } from 'lru-cache';
import { dayMilliseconds } from '../../../domain/kernel/calendar/civil.js';
import type { Span } from '../../../domain/kernel/calendar/zone.js';
import {
  dayBucket,
  hourBucket,
  knownYears,
  momentBucket,
  spansOf,
} from '../../../projections/query/buckets.js';
import type { Bucket } from '../../../projections/read-store.js';
import type { SqlValue } from '../driver.js';

const hourMilliseconds = 3_600_000;

/** Days from 0001-01-01, a Monday, to 1970-01-01: whole division rounds down only above zero. */
const eraDays = 719_162;
const era = eraDays * dayMilliseconds;

const offsets = new LRUCache<string, string>({ max: 100 });

/** Two expressions to group by: the local day or hour, and the offset (absent where the first is a bare moment). */
export function bucketColumns(name: string, bucket: Bucket, zone: string): readonly string[] {
  const inside = `${name} >= ${knownYears.from} AND ${name} < ${knownYears.until}`;
  const offset = offsetExpression(name, zone);
  const local = `(${name} + ${offset} + ${era})`;
  const unit = bucket === 'hour' ? hourMilliseconds : dayMilliseconds;
  return [
    `CASE WHEN ${inside} THEN ${local} / ${unit} ELSE ${name} END`,
    `CASE WHEN ${inside} THEN ${bucket === 'hour' ? offset : 0} END`,
  ];
}

/** The bucket of a group, from the values of its two expressions. */
export function bucketOf(
  [local, offset]: readonly SqlValue[],
  bucket: Bucket,
  zone: string,
): string | null {
  if (local === null || local === undefined) return null;
  if (offset === null || offset === undefined) return momentBucket(Number(local), bucket, zone);
  return bucket === 'hour'
    ? hourBucket(Number(local) - eraDays * 24, Number(offset))
    : dayBucket(Number(local) - eraDays, bucket);
}

/** Milliseconds that local time is ahead, as nested comparisons with the moments of change. */
function offsetExpression(name: string, zone: string): string {
  const key = `${zone} ${name}`;
  const found = offsets.get(key);
  if (found !== undefined) return found;
  const expression = tree(name, spansOf(zone));
  offsets.set(key, expression);
  return expression;
}

function tree(name: string, spans: readonly Span[]): string {
  const [only] = spans;
  if (only === undefined || spans.length === 1) return String(only?.offset ?? 0);
  const middle = spans.length >> 1;
  const change = spans[middle]?.from ?? 0;
  const before = tree(name, spans.slice(0, middle));
  return `CASE WHEN ${name} < ${change} THEN ${before} ELSE ${tree(name, spans.slice(middle))} END`;
}
