/** Shape and limits of the filter language. Whether a filter fits a collection is checked in `check-filter.ts`. */
import { z } from 'zod';
import type { Filter } from '../read-store.js';
import { limits } from './limits.js';

const field = z.string().min(1).max(limits.field);

/** Text, finite number or boolean. */
export const scalarSchema = z.union(
  [z.string().max(limits.value), z.number(), z.boolean()],
  `must be a text of at most ${limits.value} characters, a number or a boolean`,
);

const bound = scalarSchema.exactOptional();
const path = z.string().min(1).max(limits.value);

/** Conditions on one field, by the word that tells them apart. */
export const conditionSchemas = {
  eq: z.strictObject({ field, eq: scalarSchema }),
  in: z.strictObject({ field, in: z.array(scalarSchema).max(limits.list) }),
  range: z
    .strictObject({ field, gt: bound, gte: bound, lt: bound, lte: bound })
    .refine(
      ({ gt, gte, lt, lte }) =>
        (gt === undefined || gte === undefined) && (lt === undefined || lte === undefined),
      'may have one of gt and gte, and one of lt and lte',
    ),
  exists: z.strictObject({ field, exists: z.boolean() }),
  within: z.strictObject({ field, within: path }),
  startsWith: z.strictObject({ field, startsWith: path }),
  text: z.strictObject({ text: z.string().min(1).max(limits.text) }),
} as const;

const members = <T extends z.ZodType>(of: T) => z.array(of).max(limits.list);

/** A filter's own level; its members are looked at one by one. */
export const combinationSchemas = {
  all: z.strictObject({ all: members(z.unknown()) }),
  any: z.strictObject({ any: members(z.unknown()) }),
  not: z.strictObject({ not: z.unknown() }),
} as const;

/** The whole language in one schema, for the description of an interface; `checkFilter` gives better words. */
export const filterSchema: z.ZodType<Filter> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: members(filterSchema) }),
      z.strictObject({ any: members(filterSchema) }),
      z.strictObject({ not: filterSchema }),
      ...Object.values(conditionSchemas),
    ]),
  )
  .meta({ id: 'Filter', description: 'Conditions on declared fields, at most five levels deep' });

/** Matches every document. */
export const everything: Filter = { all: [] };
