/** A request for documents, checked against its collection. */
import { z } from 'zod';
import type {
  CollectionDefinition,
  Document,
  Filter,
  PageOf,
  PageRequest,
  Sort,
} from '../read-store.js';
import { FilterCheck } from './check-filter.js';
import { boundaryOf, decodeCursor, encodeCursor, type Cursor, type CursorScope } from './cursor.js';
import { fieldNames, typeOf } from './definition.js';
import { limits, type FilterBounds } from './limits.js';
import { pointerTo, Problems } from './problems.js';

export const sortSchema = z.strictObject({
  field: z.string().min(1).max(limits.field),
  direction: z.enum(['ascending', 'descending']),
});

export const sortsSchema = z.array(sortSchema).max(limits.sorts);

export const pageRequestSchema = z.strictObject({
  limit: z.int().min(1).max(limits.page).exactOptional(),
  cursor: z.string().min(1).max(limits.cursor).exactOptional(),
});

export interface CheckedFind {
  readonly filter: Filter;
  readonly sort: readonly Sort[];
  /** Direction of the ids that break ties. */
  readonly tie: Sort['direction'];
  readonly limit: number;
  readonly cursor?: Cursor;
  readonly scope: CursorScope;
}

/** @throws QueryError with pointers into `{ filter, sort, page }`. */
export function checkFind(
  definition: CollectionDefinition,
  input: { readonly filter: unknown; readonly sort: unknown; readonly page: unknown },
  bounds?: FilterBounds,
): CheckedFind {
  const problems = new Problems();
  const filter = new FilterCheck(definition, problems, bounds).check(input.filter, '/filter');
  const sort = problems.parse(sortsSchema, input.sort, '/sort') ?? [];
  checkSorts(definition, sort, problems);
  const page: PageRequest = problems.parse(pageRequestSchema, input.page ?? {}, '/page') ?? {};
  const scope = { collection: definition.name, filter, sort };
  const cursor = readCursor(page, scope, problems);
  problems.throwIfAny();
  const tie = sort.at(-1)?.direction ?? 'ascending';
  const limit = page.limit ?? limits.defaultPage;
  return { filter, sort, tie, limit, ...(cursor && { cursor }), scope };
}

function readCursor(
  { cursor }: PageRequest,
  scope: CursorScope,
  problems: Problems,
): Cursor | undefined {
  const read = cursor === undefined ? undefined : decodeCursor(cursor, scope);
  if (cursor !== undefined && read === undefined)
    problems.add(
      '/page/cursor',
      'is not a cursor of an earlier page with the same filter and sort',
    );
  return read;
}

function checkSorts(
  definition: CollectionDefinition,
  sort: readonly Sort[],
  problems: Problems,
): void {
  const sortable = ['_id', ...fieldNames(definition)].filter(
    (name) => typeOf(definition, name) !== 'texts',
  );
  const seen = new Set<string>();
  for (const [index, { field }] of sort.entries()) {
    const pointer = pointerTo('/sort', index, 'field');
    if (!sortable.includes(field))
      problems.add(pointer, `"${field}" is no field to sort ${definition.name} by`, sortable);
    if (seen.has(field)) problems.add(pointer, `${field} is sorted by twice`);
    seen.add(field);
  }
}

/** @throws QueryError with pointers into `{ filter, cap }`. */
export function checkCount(
  definition: CollectionDefinition,
  input: { readonly filter: unknown; readonly cap: unknown },
  bounds?: FilterBounds,
): { readonly filter: Filter; readonly cap: number } {
  const problems = new Problems();
  const filter = new FilterCheck(definition, problems, bounds).check(input.filter, '/filter');
  const cap = problems.parse(z.int().min(1).max(limits.countCap), input.cap, '/cap') ?? 1;
  problems.throwIfAny();
  return { filter, cap };
}

/**
 * Makes a page of what an adapter read: up to `limit + 1` documents from the cursor on, in the cursor's way
 * (`previous` reads backwards).
 */
export function pageOf<D extends Document>(find: CheckedFind, read: readonly D[]): PageOf<D> {
  const way = find.cursor?.way ?? 'next';
  const more = read.length > find.limit;
  const items = way === 'next' ? read.slice(0, find.limit) : read.slice(0, find.limit).reverse();
  const before = way === 'next' ? find.cursor !== undefined : more;
  const after = way === 'next' ? more : true;
  const next = items.at(-1);
  const previous = items[0];
  return {
    items,
    ...(after && { next: cursorBeside(find, 'next', next) }),
    ...(before && { previous: cursorBeside(find, 'previous', previous) }),
  };
}

const cursorBeside = (
  { scope, sort }: CheckedFind,
  way: Cursor['way'],
  document: Document | undefined,
): string => encodeCursor({ way, ...(document && { beside: boundaryOf(document, sort) }) }, scope);
