/**
 * Pages by keyset. What follows a document in a sorted result is read in segments, nearest first: same values and a
 * greater id, same values but a greater last one, and so on. Each is one range of one index, without OR.
 */
import { typeOf } from '../../../projections/query/definition.js';
import type { CheckedFind } from '../../../projections/query/find.js';
import type { Scalar, Sort } from '../../../projections/read-store.js';
import type { SqlValue } from '../driver.js';
import { whereOf, type IsCommon, type Sql } from './filter-sql.js';
import { expressionOf, toSql, type Layout } from './layout.js';

interface Key {
  readonly name: string;
  readonly ascending: boolean;
  readonly bind: (value: Scalar | null) => SqlValue;
}

const greaterOf = (ascending: boolean): '>' | '<' => (ascending ? '>' : '<');

/** Statements that together give the numbers of the rows in order, each with a last `?` for how many are still wanted. */
export function findSql(layout: Layout, find: CheckedFind, isCommon: IsCommon): readonly Sql[] {
  const backwards = find.cursor?.way === 'previous';
  const keys = keysOf(layout, find, backwards);
  const where = whereOf(layout, find.filter, isCommon);
  const order = keys.map(({ name, ascending }) => `${name} ${ascending ? 'ASC' : 'DESC'}`);
  const beside = find.cursor?.beside;
  const segments =
    beside === undefined
      ? [{ text: '1', values: [] }]
      : segmentsAfter(keys, [...beside.values, beside.id]);
  return segments.map((segment) => ({
    text: `SELECT n FROM ${layout.table} WHERE ${where.text} AND ${segment.text}
      ORDER BY ${order.join(', ')} LIMIT ?`,
    values: [...where.values, ...segment.values],
  }));
}

function keysOf(layout: Layout, { sort, tie }: CheckedFind, backwards: boolean): readonly Key[] {
  const sorts: readonly Sort[] = sort.some(({ field }) => field === '_id')
    ? sort
    : [...sort, { field: '_id', direction: tie }];
  return sorts.map(({ field, direction }) => {
    const type = typeOf(layout.definition, field) ?? 'text';
    return {
      name: expressionOf(layout, field),
      ascending: (direction === 'ascending') !== backwards,
      bind: (value) => toSql(value, type === 'texts' ? 'text' : type),
    };
  });
}

function segmentsAfter(keys: readonly Key[], values: readonly (Scalar | null)[]): readonly Sql[] {
  const bound = keys.map((key, index) => ({ key, value: key.bind(values[index] ?? null) }));
  return bound
    .map((_, index) => index)
    .reverse()
    .flatMap((index) => {
      const same = bound.slice(0, index).map(({ key, value }) => equal(key.name, value));
      const last = bound[index];
      const beyond = last === undefined ? [] : beyondOf(last.key, last.value);
      return beyond.map((part) => conjunction([...same, part]));
    });
}

const equal = (name: string, value: SqlValue): Sql =>
  value === null
    ? { text: `${name} IS NULL`, values: [] }
    : { text: `${name} = ?`, values: [value] };

/** What comes after a value: null is lower than all others. */
function beyondOf({ name, ascending }: Key, value: SqlValue): readonly Sql[] {
  if (value === null) return ascending ? [{ text: `${name} IS NOT NULL`, values: [] }] : [];
  const greater = { text: `${name} ${greaterOf(ascending)} ?`, values: [value] };
  return ascending ? [greater] : [greater, { text: `${name} IS NULL`, values: [] }];
}

const conjunction = (parts: readonly Sql[]): Sql => ({
  text: parts.map(({ text }) => text).join(' AND '),
  values: parts.flatMap(({ values }) => values),
});
