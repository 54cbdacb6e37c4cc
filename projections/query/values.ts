/** How a document's values are found, alike in every adapter. */
import type { Json } from '../../domain/kernel/json.js';
import type { FieldType } from '../read-store.js';

const mostPaths = 2_000;
const paths = new Map<string, readonly string[]>();

/** Segments of a dotted path; documents are taken apart by the same few paths again and again. */
function segmentsOf(path: string): readonly string[] {
  const known = paths.get(path);
  if (known !== undefined) return known;
  if (paths.size >= mostPaths) paths.clear();
  const segments = path.split('.');
  paths.set(path, segments);
  return segments;
}

/** The value at a dotted path; undefined where there is none, and below arrays. */
export function valueAt(document: object, path: string): Json | undefined {
  let value: unknown = document;
  for (const name of segmentsOf(path)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  // Documents hold JSON; what every object inherits is none.
  return typeof value === 'function' ? undefined : (value as Json | undefined);
}

/** All values at a dotted path, through arrays on the way and at its end. */
export function valuesAt(document: object, path: string): readonly Json[] {
  const found: Json[] = [];
  collect(document, segmentsOf(path), 0, found);
  return found;
}

function collect(value: unknown, path: readonly string[], depth: number, found: Json[]): void {
  if (value === null || value === undefined || typeof value === 'function') return;
  const name = path[depth];
  if (Array.isArray(value)) for (const item of value) collect(item, path, depth, found);
  else if (name === undefined) found.push(value as Json);
  else if (typeof value === 'object')
    collect((value as Readonly<Record<string, unknown>>)[name], path, depth + 1, found);
}

/** Distinct texts at the path of a `texts` field. */
export function textsAt(document: object, path: string): readonly string[] {
  const texts = valuesAt(document, path).filter((value) => typeof value === 'string');
  return texts.length > 1 ? [...new Set(texts)] : texts;
}

const instantPattern =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a value may stand in a declared single-valued field of this type. */
export const fits: Readonly<Record<Exclude<FieldType, 'texts'>, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && instantPattern.test(value),
};

/**
 * Order of texts by code point, as UTF-8 bytes compare. JavaScript's own order differs beyond U+FFFF.
 *
 * @returns a negative number, 0 or a positive one.
 */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

// Halves of surrogate pairs stand for characters above all others.
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Order of values of one field: null lowest, false before true, numbers, texts by code point. */
export function compareValues(a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return Number(a) - Number(b);
}
