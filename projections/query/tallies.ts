/** Measures of groups, folded into the groups that a query asks for: alike for every adapter. */
import type { Json, JsonObject } from '../../domain/kernel/json.js';
import type { AggregateResult, Measure, Sort } from '../read-store.js';
import type { CheckedAggregate } from './aggregate.js';
import { compareValues } from './values.js';

/** A measure over a part of a group, which can be added to that of another part. */
export interface Tally {
  /** Count, sum, least or greatest; null for the least of none. */
  readonly value: Json;
  /** Of how many values; averages need it. */
  readonly count: number;
}

/** What an adapter read: key values and tallies of one group or a part of it. */
export interface Group {
  readonly keys: readonly Json[];
  readonly tallies: readonly Tally[];
}

/** Adds up parts of the same group, then sorts and cuts. */
export function aggregateOf(query: CheckedAggregate, parts: Iterable<Group>): AggregateResult {
  const groups = new Map<string, Group>();
  for (const part of parts) {
    const key = JSON.stringify(part.keys);
    const known = groups.get(key);
    groups.set(key, known === undefined ? part : added(query.measures, known, part));
  }
  const rows = [...groups.values()].map((group) => rowOf(query, group));
  rows.sort(orderOf(query));
  return { rows: rows.slice(0, query.limit), truncated: rows.length > query.limit };
}

const added = (measures: readonly Measure[], a: Group, b: Group): Group => ({
  keys: a.keys,
  tallies: measures.map(({ op }, index) => sumOf(op, a.tallies[index], b.tallies[index])),
});

const none: Tally = { value: null, count: 0 };

function sumOf(op: Measure['op'], a: Tally = none, b: Tally = none): Tally {
  const count = a.count + b.count;
  if (op !== 'min' && op !== 'max') return { value: Number(a.value) + Number(b.value), count };
  if (a.value === null) return b;
  if (b.value === null) return a;
  return compareValues(a.value, b.value) < 0 === (op === 'min') ? a : b;
}

function rowOf({ groupBy, measures }: CheckedAggregate, group: Group): JsonObject {
  const keys = groupBy.map(({ as }, index) => [as, group.keys[index] ?? null] as const);
  const values = measures.map(
    ({ as, op }, index) => [as, valueOf(op, group.tallies[index] ?? none)] as const,
  );
  return Object.fromEntries([...keys, ...values]);
}

function valueOf(op: Measure['op'], { value, count }: Tally): Json {
  if (op !== 'avg') return value;
  return count === 0 ? null : Number(value) / count;
}

function orderOf({ sort, groupBy }: CheckedAggregate): (a: JsonObject, b: JsonObject) => number {
  const keys = groupBy.map(({ as }): Sort => ({ field: as, direction: 'ascending' }));
  const sorts = [...sort, ...keys].map(({ field, direction }) => ({
    field,
    sign: direction === 'ascending' ? 1 : -1,
  }));
  return (a, b) => {
    for (const { field, sign } of sorts) {
      const difference = compareValues(a[field] ?? null, b[field] ?? null);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}
