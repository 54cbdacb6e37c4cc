/** Aggregates: grouped in SQL, folded to their buckets here. */
import { typeOf } from '../../../projections/query/definition.js';
import type { CheckedAggregate } from '../../../projections/query/aggregate.js';
import type { Tally } from '../../../projections/query/tallies.js';
import type { FieldType, GroupKey, Measure } from '../../../projections/read-store.js';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import type { Json } from '../../../domain/kernel/json.js';
import type { SqlRow, SqlValue } from '../driver.js';
import { bucketColumns, bucketOf } from './bucket-sql.js';
import { whereOf, type Sql } from './filter-sql.js';
import { expressionOf, type Layout } from './layout.js';

/** One group key or measure: the SQL it needs, and what it makes of the values. */
export interface Part<T> {
  readonly columns: readonly string[];
  readonly read: (values: SqlRow) => T;
}

export interface AggregateSql extends Sql {
  readonly keys: readonly Part<Json>[];
  readonly measures: readonly Part<Tally>[];
}

/** @param most groups that are read; one more is asked for, so that it is known whether there are more */
export function aggregateSql(layout: Layout, query: CheckedAggregate, most: number): AggregateSql {
  const where = whereOf(layout, query.filter);
  const keys = query.groupBy.map((key) => keyPart(layout, key));
  const measures = query.measures.map((measure) => measurePart(layout, measure));
  const groups = keys.flatMap(({ columns }) => columns);
  const from = [layout.table, ...unnested(layout, query.groupBy)].join(' ');
  const columns = [...groups, ...measures.flatMap((part) => part.columns)];
  const grouping = groups.map((_, index) => index + 1).join(', ');
  return {
    text: `SELECT ${columns.join(', ')} FROM ${from} WHERE ${where.text}
      ${grouping === '' ? '' : `GROUP BY ${grouping}`} LIMIT ${most + 1}`,
    values: where.values,
    keys,
    measures,
  };
}

/** Each of a document's texts, or one null; from the table that is ordered by them. */
const unnested = (layout: Layout, groupBy: readonly GroupKey[]): readonly string[] =>
  layout.texts
    .filter(({ path }) => groupBy.some(({ field }) => field === path))
    .map(
      ({ name, table }) => `JOIN (
        SELECT value, n AS of FROM ${table} UNION ALL
        SELECT NULL, n FROM ${layout.table} WHERE ${name} IS NULL AND deleted = 0
      ) AS each ON each.of = n`,
    );

function keyPart(layout: Layout, key: GroupKey): Part<Json> {
  const type = typeOf(layout.definition, key.field) ?? 'text';
  if (type === 'texts') return { columns: ['each.value'], read: ([value]) => plain(value) };
  const name = expressionOf(layout, key.field);
  if ('bucket' in key) {
    const { bucket, zone } = key;
    const columns = bucketColumns(name, bucket, zone);
    return { columns, read: (values) => bucketOf(values, bucket, zone) };
  }
  return { columns: [name], read: ([value]) => fromSql(value, type) };
}

function measurePart(layout: Layout, { op, field }: Measure): Part<Tally> {
  if (op === 'count') return { columns: [countColumn(layout, field)], read: tallied };
  const name = expressionOf(layout, field ?? '_id');
  if (op === 'min' || op === 'max') {
    const type = typeOf(layout.definition, field ?? '_id') ?? 'number';
    return {
      columns: [`${op}(${name})`],
      read: ([value]) => ({ value: fromSql(value, type), count: 0 }),
    };
  }
  return { columns: [`coalesce(sum(${name}), 0)`, `count(${name})`], read: tallied };
}

const tallied = ([value, count]: SqlRow): Tally => ({
  value: plain(value),
  count: Number(count ?? 0),
});

function countColumn(layout: Layout, field: string | undefined): string {
  if (field === undefined) return 'count(*)';
  const texts = layout.texts.find(({ path }) => path === field);
  return `count(${texts === undefined ? expressionOf(layout, field) : texts.name})`;
}

/** A column's value as documents hold it. */
function fromSql(value: SqlValue | undefined, type: FieldType): Json {
  if (value === null || value === undefined) return null;
  if (type === 'instant') return fromEpochMilliseconds(Number(value));
  return type === 'boolean' ? value === 1 : plain(value);
}

const plain = (value: SqlValue | undefined): Json =>
  typeof value === 'string' || typeof value === 'number' ? value : null;
