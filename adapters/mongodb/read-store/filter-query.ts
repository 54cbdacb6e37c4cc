/** Filters as MongoDB conditions: only operators that every engine has. */
import type { Document as Bson, Filter as Condition } from 'mongodb';
import { typeOf } from '../../../projections/query/definition.js';
import { textSearch } from '../../../projections/query/words.js';
import type { CollectionDefinition, Filter, Scalar } from '../../../projections/read-store.js';
import { fieldPath } from './layout.js';
import type { StoredRecord } from './record.js';

export type Where = Condition<StoredRecord>;

type FieldFilter = Extract<Filter, { readonly field: string }>;
type Comparison = Exclude<FieldFilter, { readonly exists: boolean }>;

const lastCharacter = '\u{10FFFF}';
const matchesNothing: Bson = { _id: { $in: [] } };

/** The condition, for records that are no tombstones. */
export const whereOf = (definition: CollectionDefinition, filter: Filter): Bson => {
  const condition = conditionOf(definition, filter);
  return Object.keys(condition).length === 0
    ? { deleted: false }
    : { deleted: false, $and: [condition] };
};

function conditionOf(definition: CollectionDefinition, filter: Filter): Bson {
  if ('all' in filter) return joined(definition, filter.all);
  if ('any' in filter)
    return filter.any.length === 0
      ? matchesNothing
      : { $or: filter.any.map((each) => conditionOf(definition, each)) };
  if ('not' in filter) return { $nor: [conditionOf(definition, filter.not)] };
  if ('text' in filter) return wordsCondition(filter.text);
  return fieldCondition(definition, filter);
}

const joined = (definition: CollectionDefinition, all: readonly Filter[]): Bson =>
  all.length === 0 ? {} : { $and: all.map((each) => conditionOf(definition, each)) };

function wordsCondition(text: string): Bson {
  const search = textSearch(text);
  if (search === undefined) return matchesNothing;
  const words = search.words.map((word) => ({ words: word }));
  return { $and: [...words, { words: { $elemMatch: beginning(search.prefix) } }] };
}

const beginning = (prefix: string): Bson => ({ $gte: prefix, $lt: prefix + lastCharacter });

function fieldCondition(definition: CollectionDefinition, filter: FieldFilter): Bson {
  const path = fieldPath(filter.field);
  // A missing value is never stored as null, so that the two are one.
  if ('exists' in filter) return { [path]: filter.exists ? { $ne: null } : null };
  const type = typeOf(definition, filter.field);
  const value = (scalar: Scalar): Scalar =>
    type === 'instant' ? Date.parse(String(scalar)) : scalar;
  const ranges = rangesOf(filter, value);
  // Of several values one must lie between both ends, not one above the lower and another below the upper.
  const parts = ranges.map((range) => ({
    [path]: type === 'texts' && isRange(range) ? { $elemMatch: range } : range,
  }));
  return parts.length === 1 ? (parts[0] ?? matchesNothing) : { $or: parts };
}

const isRange = (range: Bson): boolean => '$lt' in range;

/** Conditions of which one must hold. */
function rangesOf(filter: Comparison, value: (scalar: Scalar) => Scalar): readonly Bson[] {
  if ('eq' in filter) return [{ $eq: value(filter.eq) }];
  if ('in' in filter) return [{ $in: filter.in.map(value) }];
  if ('startsWith' in filter) return [beginning(filter.startsWith)];
  // '/' is the character after '.'.
  if ('within' in filter)
    return [{ $eq: filter.within }, { $gte: `${filter.within}.`, $lt: `${filter.within}/` }];
  const bounds = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((word) => {
    const bound = filter[word];
    return bound === undefined ? [] : [[`$${word}`, value(bound)] as const];
  });
  return [Object.fromEntries(bounds)];
}
