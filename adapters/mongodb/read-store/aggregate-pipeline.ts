/** Aggregates: grouped by the server, folded to their buckets here. */
import { Long, type Document as Bson } from 'mongodb';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import type { Json } from '../../../domain/kernel/json.js';
import type { CheckedAggregate } from '../../../projections/query/aggregate.js';
import { typeOf } from '../../../projections/query/definition.js';
import type { Group, Tally } from '../../../projections/query/tallies.js';
import type {
  CollectionDefinition,
  FieldType,
  GroupKey,
  Measure,
} from '../../../projections/read-store.js';
import { bucketExpressions, bucketOf } from './bucket-expression.js';
import { whereOf } from './filter-query.js';
import { fieldPath, numberPath } from './layout.js';

/** A group as the server gives it. */
export type Row = Readonly<Record<string, unknown>> & {
  readonly _id: Readonly<Record<string, unknown>> | null;
};

/** One group key or measure: what is asked of the server under which names, and what it makes of the answer. */
interface Part<T> {
  readonly asked: Readonly<Record<string, unknown>>;
  readonly read: (answer: Readonly<Record<string, unknown>>) => T;
}

export interface AggregatePipeline {
  readonly stages: readonly Bson[];
  readonly group: (row: Row) => Group;
  /** The one row of nothing. */
  readonly none: Group;
}

/** @param most groups that are read; one more is asked for, so that it is known whether there are more */
export function aggregatePipeline(
  definition: CollectionDefinition,
  query: CheckedAggregate,
  most: number,
): AggregatePipeline {
  const keys = query.groupBy.map((key, index) => keyPart(definition, key, `k${index}`));
  const measures = query.measures.map((each, index) => measurePart(definition, each, `m${index}`));
  const id = keys.length === 0 ? null : together(keys);
  return {
    stages: [
      { $match: whereOf(definition, query.filter) },
      ...unwound(definition, query.groupBy),
      { $group: { _id: id, ...together(measures) } },
      { $limit: most + 1 },
    ],
    group: (row) => ({
      keys: keys.map(({ read }) => read(row._id ?? {})),
      tallies: measures.map(({ read }) => read(row)),
    }),
    none: { keys: [], tallies: query.measures.map(({ op }) => noneOf(op)) },
  };
}

const together = (parts: readonly Part<unknown>[]): Bson =>
  Object.assign({}, ...parts.map(({ asked }) => asked)) as Bson;

const noneOf = (op: Measure['op']): Tally => ({
  value: op === 'min' || op === 'max' ? null : 0,
  count: 0,
});

/** Each of a record's texts, or one missing. */
const unwound = ({ fields }: CollectionDefinition, groupBy: readonly GroupKey[]): readonly Bson[] =>
  groupBy
    .filter(({ field }) => fields[field] === 'texts')
    .map(({ field }) => ({
      $unwind: { path: `$${fieldPath(field)}`, preserveNullAndEmptyArrays: true },
    }));

function keyPart(definition: CollectionDefinition, key: GroupKey, name: string): Part<Json> {
  const value = `$${fieldPath(key.field)}`;
  if ('bucket' in key) {
    const { bucket, zone } = key;
    const [local, offset] = bucketExpressions(value, bucket, zone);
    const offsetName = `${name}offset`;
    return {
      asked: { [name]: local, [offsetName]: offset },
      read: (answer) =>
        bucketOf(numberOf(answer[name]), numberOf(answer[offsetName]), bucket, zone),
    };
  }
  const type = typeOf(definition, key.field) ?? 'text';
  return { asked: { [name]: value }, read: (answer) => jsonOf(answer[name], type) };
}

function measurePart(
  definition: CollectionDefinition,
  { op, field }: Measure,
  name: string,
): Part<Tally> {
  const tallied = (answer: Readonly<Record<string, unknown>>): Tally => ({
    value: numberOf(answer[name]) ?? 0,
    count: numberOf(answer[`${name}count`]) ?? 0,
  });
  if (field === undefined) return { asked: { [name]: { $sum: 1 } }, read: tallied };
  const value = `$${numberPath(definition, field)}`;
  // A missing value is lower than null.
  const present = { $sum: { $cond: [{ $gt: [value, null] }, 1, 0] } };
  if (op === 'count') return { asked: { [name]: present }, read: tallied };
  if (op === 'min' || op === 'max') {
    const type = typeOf(definition, field) ?? 'number';
    return {
      asked: { [name]: { [`$${op}`]: value } },
      read: (answer) => ({ value: jsonOf(answer[name], type), count: 0 }),
    };
  }
  return { asked: { [name]: { $sum: value }, [`${name}count`]: present }, read: tallied };
}

/** Sums of whole numbers may come as 64-bit integers. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return value instanceof Long ? value.toNumber() : null;
}

/** A stored value as documents hold it. */
function jsonOf(value: unknown, type: FieldType): Json {
  if (type === 'number' || type === 'instant') {
    const number = numberOf(value);
    return type === 'number' || number === null ? number : fromEpochMilliseconds(number);
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
