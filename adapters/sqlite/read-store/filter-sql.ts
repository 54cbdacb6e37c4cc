/** Filters as SQL conditions. */
import { textSearch } from '../../../projections/query/words.js';
import { typeOf } from '../../../projections/query/definition.js';
import type { Filter, Scalar } from '../../../projections/read-store.js';
import type { SqlValue } from '../driver.js';
import { expressionOf, toSql, type Layout } from './layout.js';

/** A piece of SQL with the values of its `?`. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

type FieldFilter = Extract<Filter, { readonly field: string }>;
type Comparison = Exclude<FieldFilter, { readonly exists: boolean }>;

// Longer lists go as one JSON value, so that the text of the statement stays the same.
const shortList = 16;
const lastCharacter = '\u{10FFFF}';

const sql = (text: string, ...values: SqlValue[]): Sql => ({ text, values });

/** Whether so many rows are found by a query of row numbers that it is cheaper to ask for each row in turn. */
export type IsCommon = (numbers: Sql) => boolean;

interface Context extends Layout {
  readonly isCommon: IsCommon;
}

/**
 * The condition, for rows that are no tombstones.
 *
 * @param isCommon for a query that wants only the first rows in the order of an index: what many rows have is then
 *   looked up row by row, and what few have is looked up first. Without it everything is looked up first.
 */
export const whereOf = (layout: Layout, filter: Filter, isCommon: IsCommon = () => false): Sql => {
  const condition = conditionOf({ ...layout, isCommon }, filter);
  return condition.text === '1'
    ? sql('deleted = 0')
    : { text: `deleted = 0 AND ${condition.text}`, values: condition.values };
};

function conditionOf(layout: Context, filter: Filter): Sql {
  if ('all' in filter) return joined(layout, filter.all, ' AND ', '1');
  if ('any' in filter) return joined(layout, filter.any, ' OR ', '0');
  if ('not' in filter) {
    const { text, values } = conditionOf(layout, filter.not);
    // A comparison with a missing value is NULL, which counts as false.
    return { text: `NOT coalesce(${text}, 0)`, values };
  }
  if ('text' in filter) return wordsCondition(layout, filter.text);
  return typeOf(layout.definition, filter.field) === 'texts'
    ? textsCondition(layout, filter)
    : fieldCondition(layout, filter);
}

function joined(layout: Context, filters: readonly Filter[], by: string, none: string): Sql {
  if (filters.length === 0) return sql(none);
  const parts = filters.map((each) => conditionOf(layout, each));
  return {
    text: `(${parts.map(({ text }) => text).join(by)})`,
    values: parts.flatMap(({ values }) => values),
  };
}

function wordsCondition(layout: Context, text: string): Sql {
  const search = textSearch(text);
  if (search === undefined) return sql('0');
  const query = [...search.words.map((word) => `"${word}"`), `"${search.prefix}"*`].join(' AND ');
  const table = layout.wordsTable;
  return sql(`n IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`, query);
}

function fieldCondition(layout: Context, filter: FieldFilter): Sql {
  const name = expressionOf(layout, filter.field);
  const type = typeOf(layout.definition, filter.field);
  if ('exists' in filter) return sql(`${name} IS ${filter.exists ? 'NOT NULL' : 'NULL'}`);
  return comparison(name, filter, (value) =>
    toSql(value, type === undefined || type === 'texts' ? 'text' : type),
  );
}

function textsCondition(layout: Context, filter: FieldFilter): Sql {
  const texts = layout.texts.find(({ path }) => path === filter.field);
  if (texts === undefined) return sql('0');
  if ('exists' in filter) return sql(`${texts.name} IS ${filter.exists ? 'NOT NULL' : 'NULL'}`);
  const { text, values } = comparison('value', filter, String);
  const numbers = { text: `SELECT n FROM ${texts.table} WHERE ${text}`, values };
  return layout.isCommon(numbers)
    ? { text: `EXISTS (${numbers.text} AND n = ${layout.table}.n)`, values }
    : { text: `n IN (${numbers.text})`, values };
}

function comparison(name: string, filter: Comparison, bind: (value: Scalar) => SqlValue): Sql {
  if ('eq' in filter) return sql(`${name} = ?`, bind(filter.eq));
  if ('in' in filter) return listed(name, filter.in.map(bind));
  if ('within' in filter) return within(name, filter.within);
  if ('startsWith' in filter)
    return sql(
      `(${name} >= ? AND ${name} < ?)`,
      filter.startsWith,
      filter.startsWith + lastCharacter,
    );
  return range(name, filter, bind);
}

function listed(name: string, values: readonly SqlValue[]): Sql {
  if (values.length === 0) return sql('0');
  if (values.length > shortList)
    return sql(`${name} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
  return sql(`${name} IN (?${', ?'.repeat(values.length - 1)})`, ...values);
}

// '/' is the character after '.'.
const within = (name: string, path: string): Sql =>
  sql(`(${name} = ? OR (${name} >= ? AND ${name} < ?))`, path, `${path}.`, `${path}/`);

function range(
  name: string,
  bounds: Partial<Readonly<Record<'gt' | 'gte' | 'lt' | 'lte', Scalar>>>,
  bind: (value: Scalar) => SqlValue,
): Sql {
  const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
  const parts = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((word) => {
    const value = bounds[word];
    return value === undefined ? [] : [sql(`${name} ${operators[word]} ?`, bind(value))];
  });
  return {
    text: `(${parts.map(({ text }) => text).join(' AND ')})`,
    values: parts.flatMap(({ values }) => values),
  };
}
