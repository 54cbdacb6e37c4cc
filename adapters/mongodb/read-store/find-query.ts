/**
 * Pages by keyset. What follows a document in a sorted result is read in segments, nearest first: same values and a
 * greater id, same values but a greater last one, and so on. Each is one range of one index, without an alternative.
 */
import type { Document as Bson } from 'mongodb';
import { typeOf } from '../../../projections/query/definition.js';
import type { CheckedFind } from '../../../projections/query/find.js';
import type { CollectionDefinition, Scalar, Sort } from '../../../projections/read-store.js';
import { whereOf } from './filter-query.js';
import { fieldPath } from './layout.js';

interface Key {
  readonly path: string;
  readonly ascending: boolean;
  readonly bind: (value: Scalar | null) => Scalar | null;
}

export interface FindQuery {
  /** Conditions that together give the records in order. */
  readonly segments: readonly Bson[];
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

export function findQuery(definition: CollectionDefinition, find: CheckedFind): FindQuery {
  const backwards = find.cursor?.way === 'previous';
  const keys = keysOf(definition, find, backwards);
  const where = whereOf(definition, find.filter);
  const beside = find.cursor?.beside;
  const segments =
    beside === undefined
      ? [where]
      : segmentsAfter(keys, [...beside.values, beside.id]).map((parts) => ({
          ...where,
          $and: [...((where['$and'] as Bson[] | undefined) ?? []), ...parts],
        }));
  return {
    segments,
    sort: Object.fromEntries(keys.map(({ path, ascending }) => [path, ascending ? 1 : -1])),
  };
}

function keysOf(
  definition: CollectionDefinition,
  { sort, tie }: CheckedFind,
  backwards: boolean,
): readonly Key[] {
  const sorts: readonly Sort[] = sort.some(({ field }) => field === '_id')
    ? sort
    : [...sort, { field: '_id', direction: tie }];
  return sorts.map(({ field, direction }) => ({
    path: fieldPath(field),
    ascending: (direction === 'ascending') !== backwards,
    bind: (value) =>
      typeOf(definition, field) === 'instant' && value !== null ? Date.parse(String(value)) : value,
  }));
}

function segmentsAfter(
  keys: readonly Key[],
  values: readonly (Scalar | null)[],
): readonly (readonly Bson[])[] {
  const bound = keys.map((key, index) => ({ key, value: key.bind(values[index] ?? null) }));
  return bound
    .map((_, index) => index)
    .reverse()
    .flatMap((index) => {
      const same = bound.slice(0, index).map(({ key, value }) => ({ [key.path]: value }));
      const last = bound[index];
      const beyond = last === undefined ? [] : beyondOf(last.key, last.value);
      return beyond.map((part) => [...same, part]);
    });
}

/** What comes after a value: null, which is a missing one too, is lower than all others. */
function beyondOf({ path, ascending }: Key, value: Scalar | null): readonly Bson[] {
  if (value === null) return ascending ? [{ [path]: { $ne: null } }] : [];
  return ascending ? [{ [path]: { $gt: value } }] : [{ [path]: { $lt: value } }, { [path]: null }];
}
