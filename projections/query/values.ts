/** How a document's values are found, alike in every adapter. */
import type { Json } from '../../domain/kernel/json.js';
import type { FieldType } from '../read-store.js';
import { canonicalInstant } from './instants.js';

/** The value at a dotted path; undefined where there is none, and below arrays. */
export function valueAt(document: object, path: string): Json | undefined {
  let value: unknown = document;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }
  return value as Json | undefined;
}

/** All values at a dotted path, through arrays on the way and at its end. */
export function valuesAt(document: unknown, path: string): readonly Json[] {
  let values: unknown[] = [document];
  for (const name of path.split('.')) values = values.flatMap((value) => below(value, name));
  return values.flat().filter((value) => value !== null) as Json[];
}

function below(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => below(item, name));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [Reflect.get(value, name)];
}

/** Distinct texts at the path of a `texts` field. */
export const textsAt = (document: object, path: string): readonly string[] => [
  ...new Set(valuesAt(document, path).filter((value) => typeof value === 'string')),
];

/** Whether a value may stand in a declared single-valued field of this type. */
export const fits: Readonly<Record<Exclude<FieldType, 'texts'>, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && canonicalInstant(value) === value,
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
