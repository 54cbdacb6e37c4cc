/** Where the parts of a collection version lie in SQL. */
import { documentWords } from '../../../projections/query/words.js';
import { fits, textsAt, valueAt } from '../../../projections/query/values.js';
import { measureOf, versionOf } from '../../../projections/query/definition.js';
import type {
  CollectionDefinition,
  FieldType,
  VersionId,
} from '../../../projections/read-store.js';
import type { SqlValue } from '../driver.js';

/** A value of a document in a column of its own. */
export interface Column {
  readonly path: string;
  /** Quoted. */
  readonly name: string;
  readonly type: Exclude<FieldType, 'texts'>;
}

/** A `texts` field: a column with the texts as a JSON array, and a table of (value, row) once it is built. */
export interface TextsColumn {
  readonly path: string;
  readonly name: string;
  readonly table: string;
}

/** One thing that `finish` makes, in order; `built` of the version counts them. */
export type Structure =
  | { readonly kind: 'texts'; readonly texts: TextsColumn }
  | { readonly kind: 'words' }
  | { readonly kind: 'index'; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'statistics' };

/** Numbers under codes: a column with the object that holds them, as JSON. */
export interface CodedColumn {
  /** Of the object. */
  readonly path: string;
  readonly declared: string;
  readonly name: string;
}

export interface Layout {
  readonly definition: CollectionDefinition;
  /** Quoted name of the table; one row per document or tombstone, with the values that queries use. */
  readonly table: string;
  /** Quoted name of the table of documents themselves and their words, so that queries need not step over them. */
  readonly documentsTable: string;
  /** Quoted name of the full-text table. */
  readonly wordsTable: string;
  readonly columns: readonly Column[];
  readonly texts: readonly TextsColumn[];
  readonly coded: readonly CodedColumn[];
  readonly text: readonly string[];
  readonly structures: readonly Structure[];
}

export const quoted = (name: string): string => `"${name}"`;

const baseName = ({ projection, version, generation }: VersionId): string =>
  `${projection}/${version}/${generation}`;

/** Names of tables that belong to a version, for dropping it without its definition. */
export const tablePattern = (id: VersionId): string => `${baseName(id)}#`;
export const tableName = (id: VersionId): string => baseName(id);

export function layoutOf(definition: CollectionDefinition): Layout {
  const base = baseName(versionOf(definition));
  const fields = Object.entries(definition.fields);
  const columns = fields.flatMap(([path, type]) =>
    type === 'texts' ? [] : [{ path, name: quoted(`f.${path}`), type }],
  );
  const { measures = [] } = definition;
  const plain = measures.filter((path) => !path.endsWith('.*'));
  const coded = measures.filter((path) => path.endsWith('.*'));
  const texts = fields
    .filter(([, type]) => type === 'texts')
    .map(([path]) => ({ path, name: quoted(`t.${path}`), table: quoted(`${base}#t.${path}`) }));
  const text = definition.text ?? [];
  return {
    definition,
    table: quoted(base),
    documentsTable: quoted(`${base}#documents`),
    wordsTable: quoted(`${base}#words`),
    columns: [
      ...columns,
      ...plain.map((path) => ({ path, name: quoted(`m.${path}`), type: 'number' as const })),
    ],
    texts,
    coded: coded.map((declared) => ({
      path: declared.slice(0, -2),
      declared,
      name: quoted(`m.${declared}`),
    })),
    text,
    structures: structuresOf(base, definition, texts),
  };
}

function structuresOf(
  base: string,
  definition: CollectionDefinition,
  texts: readonly TextsColumn[],
): readonly Structure[] {
  const indexes = definition.indexes.map((fields, index) => ({
    kind: 'index' as const,
    name: quoted(`${base}#i${index}`),
    columns: fields.map((path) => quoted(`f.${path}`)),
  }));
  return [
    ...texts.map((each) => ({ kind: 'texts' as const, texts: each })),
    ...((definition.text ?? []).length > 0 ? [{ kind: 'words' as const }] : []),
    ...indexes,
    { kind: 'statistics' as const },
  ];
}

/** SQL expression of the value of a field or measure; `_id` is one. */
export function expressionOf(layout: Layout, path: string): string {
  if (path === '_id') return 'id';
  const column = layout.columns.find((each) => each.path === path);
  if (column !== undefined) return column.name;
  const measure = measureOf(layout.definition, path);
  const coded = layout.coded.find(({ declared }) => declared === measure?.declared);
  if (measure?.key === undefined || coded === undefined)
    throw new RangeError(`${path} has no column`);
  // The key holds neither quotes nor backslashes.
  return `json_extract(${coded.name}, '$."${measure.key}"')`;
}

/** A value as its column holds it: instants as milliseconds, booleans as 0 and 1, what does not fit as NULL. */
export function toSql(value: unknown, type: Column['type']): SqlValue {
  if (!fits[type](value)) return null;
  if (type === 'instant') return Date.parse(value as string);
  if (type === 'boolean') return value === true ? 1 : 0;
  return value as string | number;
}

/** Values of a document's own columns, in their order. */
export const columnValues = (layout: Layout, document: object): SqlValue[] =>
  layout.columns.map(({ path, type }) => toSql(valueAt(document, path), type));

/** JSON array of the texts, or NULL for none. */
export function textsValue(document: object, { path }: TextsColumn): string | null {
  const values = textsAt(document, path);
  return values.length === 0 ? null : JSON.stringify(values);
}

/** JSON of the numbers under codes, or NULL for none. */
export function codedValue(document: object, { path }: CodedColumn): string | null {
  const value = valueAt(document, path);
  if (typeof value !== 'object' || value === null) return null;
  const numbers = Object.entries(value).filter(([, each]) => fits.number(each));
  return numbers.length === 0 ? null : JSON.stringify(Object.fromEntries(numbers));
}

/** Words to search, or NULL for none. */
export function wordsValue(layout: Layout, document: object): string | null {
  const words = layout.text.length === 0 ? '' : documentWords(document, layout.text);
  return words === '' ? null : words;
}
