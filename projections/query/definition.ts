import type { CollectionDefinition, FieldType, VersionId } from '../read-store.js';
import { Problems, pointerTo } from './problems.js';

/** Names that the store itself uses in every document. */
export const reservedNames: readonly string[] = ['_id', 'position', 'parkedAt', 'deleted'];

const pathPattern = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/;
const namePattern = /^[a-z]+(-[a-z0-9]+)*$/;

/** Type of a field that may be filtered by; `_id` is a text in every collection. */
export const typeOf = (definition: CollectionDefinition, field: string): FieldType | undefined =>
  field === '_id'
    ? 'text'
    : Object.hasOwn(definition.fields, field)
      ? definition.fields[field]
      : undefined;

/** Names that a question may be told of; `_id` is the store's own. */
export const fieldNames = (definition: CollectionDefinition): readonly string[] =>
  Object.keys(definition.fields);

/** Whether aggregates may reckon with this path: a declared number field or a measure. */
export const isNumeric = (definition: CollectionDefinition, path: string): boolean =>
  typeOf(definition, path) === 'number' || measureOf(definition, path) !== undefined;

/** What a path measures: a declared path, or a key below one that ends in `*`. */
export interface MeasurePath {
  readonly declared: string;
  readonly key?: string;
}

/** A code without dots, or a number; never what could end a quoted key. */
const keyPattern = /^[A-Za-z0-9_-]{1,80}$/;

export function measureOf(
  { measures = [] }: CollectionDefinition,
  path: string,
): MeasurePath | undefined {
  if (measures.includes(path) && !path.endsWith('*')) return { declared: path };
  for (const declared of measures) {
    const key = path.slice(declared.length - 1);
    if (declared.endsWith('.*') && path.startsWith(declared.slice(0, -1)) && keyPattern.test(key))
      return { declared, key };
  }
  return undefined;
}

export const generationOf = (definition: CollectionDefinition): number =>
  definition.generation ?? 1;

export const versionOf = (definition: CollectionDefinition): VersionId => ({
  projection: definition.name,
  version: definition.version,
  generation: generationOf(definition),
});

/**
 * Checks a collection's own definition, once, when it is prepared.
 *
 * @throws QueryError naming each wrong part.
 */
export function checkDefinition(definition: CollectionDefinition): void {
  const { name, fields, indexes, text = [], measures = [] } = definition;
  const problems = new Problems();
  if (!namePattern.test(name)) problems.add('/name', 'a kebab-case name');
  checkNumber('/version', definition.version, problems);
  checkNumber('/generation', generationOf(definition), problems);
  checkPaths(Object.keys(fields), '/fields', problems);
  checkPaths(text, '/text', problems);
  checkPaths(
    measures.map((path) => path.replace(/\.\*$/, '')),
    '/measures',
    problems,
  );
  for (const path of measures.filter((each) => typeOf(definition, each) !== undefined))
    problems.add('/measures', `${path} is declared as a field already`);
  for (const [index, each] of indexes.entries())
    checkIndex(definition, each, pointerTo('/indexes', index), problems);
  problems.throwIfAny();
}

function checkNumber(pointer: string, value: number, problems: Problems): void {
  if (!Number.isSafeInteger(value) || value < 1) problems.add(pointer, 'a whole number from 1');
}

function checkPaths(paths: readonly string[], pointer: string, problems: Problems): void {
  for (const path of paths)
    if (!pathPattern.test(path) || path.length > 120 || reservedNames.includes(path))
      problems.add(pointerTo(pointer, path), 'a dotted path of names, none of them reserved', [
        ...reservedNames,
      ]);
}

function checkIndex(
  definition: CollectionDefinition,
  fields: readonly string[],
  pointer: string,
  problems: Problems,
): void {
  if (fields.length === 0) problems.add(pointer, 'at least one field');
  for (const field of fields) {
    const type = typeOf(definition, field);
    if (type === undefined || type === 'texts' || field === '_id')
      problems.add(pointer, `${field} is no single-valued field of ${definition.name}`);
  }
}
