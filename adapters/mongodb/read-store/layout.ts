/** Where the values of a collection version lie in MongoDB. */
import type { IndexDescription } from 'mongodb';
import { measureOf, versionOf } from '../../../projections/query/definition.js';
import type { CollectionDefinition, VersionId } from '../../../projections/read-store.js';

/** `things.v1.g2`: every version has a collection of its own. */
export const collectionName = ({ projection, version, generation }: VersionId): string =>
  `${projection}.v${version}.g${generation}`;

/** A dotted path as one name below `fields` or `measures`: a dot would mean another level. */
export const nameOf = (path: string): string => path.replaceAll('.', ':');

/** Path in a record of a declared field or `_id`. */
export const fieldPath = (field: string): string =>
  field === '_id' ? '_id' : `fields.${nameOf(field)}`;

/** Path in a record of what aggregates reckon with: a declared field, or a measure. */
export function numberPath(definition: CollectionDefinition, path: string): string {
  if (path === '_id' || Object.hasOwn(definition.fields, path)) return fieldPath(path);
  const measure = measureOf(definition, path);
  if (measure === undefined) throw new RangeError(`${path} is not stored`);
  const { declared, key } = measure;
  return key === undefined
    ? `measures.${nameOf(declared)}`
    : `measures.${nameOf(declared.slice(0, -2))}.${key}`;
}

/**
 * What `finish` builds. Each begins with `deleted`, which every query fixes, so that it serves an order without a filter
 * too; a server may refuse a second index of one name with other keys, so names carry the collection's version.
 */
export function indexesOf(definition: CollectionDefinition): readonly IndexDescription[] {
  const { fields, indexes, text = [] } = definition;
  const several = Object.keys(fields).filter((field) => fields[field] === 'texts');
  const keys = [
    ...indexes.map((names) => names.map(fieldPath)),
    ...several.map((field) => [fieldPath(field)]),
    ...(text.length > 0 ? [['words']] : []),
  ];
  const base = collectionName(versionOf(definition));
  const parked = { name: `${base} parkedAt`, key: { parkedAt: 1, _id: 1 } };
  return [
    ...keys.map((paths) => ({
      name: `${base} ${paths.join(' ')}`,
      key: Object.fromEntries([...['deleted', ...paths, '_id'].map((path) => [path, 1] as const)]),
    })),
    parked,
  ];
}
