/** Cursors: where in a sorted result a page begins, in a text that only the same query takes back. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { limits } from './limits.js';
import { compareTexts, valueAt } from './values.js';
import type { Document, Filter, Scalar, Sort } from '../read-store.js';

/** A place between two documents, and the way to read from there. */
export interface Cursor {
  readonly way: 'next' | 'previous';
  /** Values of the sort fields and id of the document beside it; absent for the very beginning or end. */
  readonly beside?: Boundary;
}

export interface Boundary {
  readonly values: readonly (Scalar | null)[];
  readonly id: string;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const cursorSchema = z.tuple([
  z.string(),
  z.enum(['next', 'previous']),
  z.array(scalar).max(limits.sorts).nullable(),
  z.string().nullable(),
]);

/** The place of a document in this order. */
export const boundaryOf = (document: Document, sort: readonly Sort[]): Boundary => ({
  values: sort.map(({ field }) => (valueAt(document, field) ?? null) as Scalar | null),
  id: document._id,
});

/** @param query what the cursor belongs to: filter and sort */
export function encodeCursor(cursor: Cursor, query: CursorScope): string {
  const { way, beside } = cursor;
  const parts = [scopeOf(query), way, beside?.values ?? null, beside?.id ?? null];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

export interface CursorScope {
  readonly collection: string;
  readonly filter: Filter;
  readonly sort: readonly Sort[];
}

/** The cursor, or undefined when the text is none of this query. */
export function decodeCursor(text: string, query: CursorScope): Cursor | undefined {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const [scope, way, values, id] = parsed.data;
  if (scope !== scopeOf(query)) return undefined;
  if (values === null || id === null) return { way };
  return values.length === query.sort.length ? { way, beside: { values, id } } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const scopeOf = ({ collection, filter, sort }: CursorScope): string =>
  createHash('sha256')
    .update(JSON.stringify([collection, ordered(filter), ordered(sort)]))
    .digest('base64url')
    .slice(0, 11);

// The order of keys in a request says nothing.
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => compareTexts(a, b)));
}
