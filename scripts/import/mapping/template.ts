import { z } from 'zod';
import { codeSchema } from '../../../domain/kernel/ids.js';
import type { Json } from '../../../domain/kernel/json.js';

/**
 * How the text of a column becomes a value.
 *
 * | conversion | text | value |
 * |---|---|---|
 * | `text` | any | the text without space at its ends |
 * | `integer` | `157`, `-3`, `2131.0` | a whole number |
 * | `number` | `42.29` | a number |
 * | `boolean` | `true`, `yes`, `y`, `1`, `false`, `no`, `n`, `0` | true or false |
 * | `minor-units` | `35.0`, `1,250.50` | cents: 3500, 125050; never rounded |
 * | `date` | what the time format reads | local date in the mapping's zone |
 * | `instant` | what the time format reads | UTC timestamp |
 * | `code` | `PWDx_District 1C: Downtown` | a code: every run of other characters becomes one `-` |
 */
export const conversions = [
  'text',
  'integer',
  'number',
  'boolean',
  'minor-units',
  'date',
  'instant',
  'code',
] as const;
export type Conversion = (typeof conversions)[number];

const columnName = z.string().min(1).max(200);

/** A column's value; nothing when the column is missing, blank, or one of `empty`. */
const columnSchema = z.strictObject({
  column: columnName,
  as: z.enum(conversions).default('text'),
  /** Texts that mean "no value". */
  empty: z.array(z.string().max(200)).max(100).default([]),
  /** Text → value; a text that is not listed is refused unless there is `otherwise`. */
  map: z.record(z.string(), z.json()).exactOptional(),
  /** What an unlisted text becomes. */
  otherwise: z.json().exactOptional(),
  /** Written before a text or code. */
  prefix: z.string().max(80).default(''),
  /** A missing value refuses the row. */
  required: z.boolean().default(false),
  /** Decimal places of the currency, for `minor-units`. */
  decimals: z.int().min(0).max(4).default(2),
  /** Sign between units and fraction; the other one only groups digits. */
  decimalSign: z.enum(['.', ',']).default('.'),
});
export type ColumnTemplate = z.output<typeof columnSchema>;

/** A value with places to fill in, as `templateSchema` reads it. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'column'; readonly column: ColumnTemplate }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'remembered'; readonly name: string }
  | { readonly kind: 'guarded'; readonly columns: readonly string[]; readonly then: Template }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, Template>> };

const marked = {
  column: columnSchema.transform((column): Template => ({ kind: 'column', column })),
  rule: z
    .strictObject({ rule: z.string().min(1).max(2048) })
    .transform(({ rule }): Template => ({ kind: 'rule', rule })),
  remembered: z
    .strictObject({ remembered: codeSchema })
    .transform(({ remembered }): Template => ({ kind: 'remembered', name: remembered })),
  literal: z
    .strictObject({ literal: z.json() })
    .transform(({ literal }): Template => ({ kind: 'constant', value: literal })),
  whenPresent: z
    .strictObject({
      whenPresent: z.array(columnName).min(1).max(50),
      then: z.lazy((): z.ZodType<Template> => templateSchema),
    })
    .transform(({ whenPresent, then }): Template => ({
      kind: 'guarded',
      columns: whenPresent,
      then,
    })),
} as const;

const constantSchema = z
  .union([z.string().max(10_000), z.number(), z.boolean(), z.null()])
  .transform((value): Template => ({ kind: 'constant', value }));

const listSchema = z
  .array(z.lazy((): z.ZodType<Template> => templateSchema))
  .max(1000)
  .transform((items): Template => ({ kind: 'list', items }));

const objectSchema = z
  .record(
    z.string().min(1).max(200),
    z.lazy((): z.ZodType<Template> => templateSchema),
  )
  .transform((members): Template => ({ kind: 'object', members }));

function schemaFor(value: unknown): z.ZodType<Template> {
  if (typeof value !== 'object' || value === null) return constantSchema;
  if (Array.isArray(value)) return listSchema;
  const mark = Object.entries(marked).find(([key]) => Object.hasOwn(value, key));
  return mark?.[1] ?? objectSchema;
}

/**
 * JSON in which an object with one of the keys `column`, `rule`, `remembered`, `whenPresent` or
 * `literal` stands for what it says:
 *
 * - `{ "column": "amount", "as": "minor-units" }`: a column's value;
 * - `{ "rule": "if row.points = null then 0 else number(row.points)" }`: a FEEL expression over `row`
 *   (column → text or null) and `remembered` (name → value or null);
 * - `{ "remembered": "fine" }`: what an earlier row of the same case left behind;
 * - `{ "whenPresent": ["latitude"], "then": … }`: left out where one of the columns is blank;
 * - `{ "literal": … }`: JSON as it stands.
 *
 * Members and elements without a value are left out.
 */
export const templateSchema: z.ZodType<Template> = z.unknown().transform((value, context) => {
  const parsed = schemaFor(value).safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    context.addIssue({ code: 'custom', path: [...path], message, input: value });
  return z.NEVER;
});
