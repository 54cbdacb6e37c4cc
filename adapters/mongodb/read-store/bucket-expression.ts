/** Calendar buckets in a pipeline: records are grouped by whole local days or hours there, and named here. */
import type { Document as Bson } from 'mongodb';
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

const hourMilliseconds = 3_600_000;

type Expression = Bson | string | number | null;

const offsets = new LRUCache<string, { readonly expression: Expression }>({ max: 100 });

/** Two expressions to group by: the local day or hour, and the offset (null where the first is a bare moment). */
export function bucketExpressions(
  value: string,
  bucket: Bucket,
  zone: string,
): readonly [Expression, Expression] {
  const inside = {
    $and: [{ $gte: [value, knownYears.from] }, { $lt: [value, knownYears.until] }],
  };
  const offset = offsetExpression(value, zone);
  const unit = bucket === 'hour' ? hourMilliseconds : dayMilliseconds;
  const local = { $floor: { $divide: [{ $add: [value, offset] }, unit] } };
  return [
    { $cond: [inside, local, value] },
    { $cond: [inside, bucket === 'hour' ? offset : 0, null] },
  ];
}

/** The bucket of a group, from the values of its two expressions. */
export function bucketOf(
  local: number | null,
  offset: number | null,
  bucket: Bucket,
  zone: string,
): string | null {
  if (local === null) return null;
  if (offset === null) return momentBucket(local, bucket, zone);
  return bucket === 'hour' ? hourBucket(local, offset) : dayBucket(local, bucket);
}

/** Milliseconds that local time is ahead, as nested comparisons with the moments of change. */
function offsetExpression(value: string, zone: string): Expression {
  const key = `${zone} ${value}`;
  const known = offsets.get(key);
  if (known !== undefined) return known.expression;
  const expression = tree(value, spansOf(zone));
  offsets.set(key, { expression });
  return expression;
}

function tree(value: string, spans: readonly Span[]): Expression {
  const [only] = spans;
  if (only === undefined || spans.length === 1) return only?.offset ?? 0;
  const middle = spans.length >> 1;
  const change = spans[middle]?.from ?? 0;
  const before = tree(value, spans.slice(0, middle));
  return { $cond: [{ $lt: [value, change] }, before, tree(value, spans.slice(middle))] };
}
