import { z } from 'zod';
import { calendarSchema } from '../kernel/calendar/index.js';
import { codeSchema } from '../kernel/ids.js';
import { textSchema } from '../kernel/text.js';

const identifier = z.string().min(1).max(120);

interface Node {
  readonly code: string;
  readonly parent?: string;
}

/** What is wrong with a list that should be a forest: a code twice, a parent unknown, a ring of parents. */
function treeFault(nodes: readonly Node[]): string | undefined {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]));
  if (parents.size !== nodes.length) return 'each code once';
  const fault = nodes.find(({ parent }) => parent !== undefined && !parents.has(parent));
  if (fault !== undefined) return `${fault.code} names an unknown parent, ${fault.parent ?? ''}`;
  const ring = nodes.find(({ code }) => isInRing(code, parents));
  return ring && `${ring.code} is its own ancestor`;
}

function isInRing(code: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = code; at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

const checkTree = ({ value, issues }: z.core.ParsePayload<readonly Node[]>): void => {
  const fault = treeFault(value);
  if (fault !== undefined) issues.push({ code: 'custom', message: fault, input: value });
};

export const officeSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  parent: codeSchema.exactOptional(),
  /** Staff id of whoever leads it: escalations to `supervisor` go there. */
  head: identifier.exactOptional(),
  /** Members by role: role → staff ids. */
  staff: z.record(codeSchema, z.array(identifier).max(1000)).exactOptional(),
});
/** A part of the authority that cases are sent to. */
export type Office = z.infer<typeof officeSchema>;

export const areaSchema = z.strictObject({
  code: z.string().min(1).max(120),
  title: textSchema,
  /** `ward`, `district`, `precinct`, … */
  kind: codeSchema.exactOptional(),
  parent: z.string().min(1).max(120).exactOptional(),
  /** Office responsible for matters here: service code or `*` → office. */
  offices: z.record(z.string().max(80), codeSchema).exactOptional(),
});
/** A part of the authority's map. */
export type Area = z.infer<typeof areaSchema>;

export const officesSchema = z.strictObject({
  offices: z.array(officeSchema).max(2000).check(checkTree),
});

export const areasSchema = z.strictObject({
  areas: z.array(areaSchema).max(5000).check(checkTree),
});

export const codeListSchema = z.strictObject({
  title: textSchema.exactOptional(),
  codes: z
    .array(
      z.strictObject({
        code: z.string().min(1).max(120),
        title: textSchema,
        parent: z.string().min(1).max(120).exactOptional(),
      }),
    )
    .max(10_000)
    .check(checkTree),
});

const tariffShape = z.strictObject({
  title: textSchema.exactOptional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency (ISO 4217), like "INR"'),
  /** What a row is looked up by, in the order of a row's key. */
  inputs: z
    .array(
      z.strictObject({
        name: codeSchema,
        title: textSchema.exactOptional(),
        type: z.enum(['text', 'number']),
      }),
    )
    .min(1)
    .max(10),
  rows: z
    .array(
      z.strictObject({
        key: z
          .array(z.union([z.string().max(120), z.number()]))
          .min(1)
          .max(10),
        /** Minor units. */
        value: z.int(),
      }),
    )
    .max(20_000),
});

/** A table of amounts: one row for each combination of inputs that has one. */
export const tariffSchema = tariffShape.check(({ value: { inputs, rows }, issues }) => {
  const kinds = inputs.map(({ type }) => (type === 'text' ? 'string' : 'number'));
  const seen = new Set<string>();
  rows.forEach(({ key }, index) => {
    const fits =
      key.length === kinds.length && key.every((part, place) => typeof part === kinds[place]);
    const message = !fits
      ? `must be [${inputs.map(({ name, type }) => `${name}: ${type}`).join(', ')}]`
      : seen.has(tariffKey(key)) && 'has the key of another row';
    seen.add(tariffKey(key));
    if (message) issues.push({ code: 'custom', message, path: ['rows', index, 'key'], input: key });
  });
});
export type Tariff = z.infer<typeof tariffSchema>;

/** One text for a key, so that a number and its digits are the same. */
export const tariffKey = (key: readonly (string | number)[]): string =>
  JSON.stringify(key.map(String));

/** Kind of a set → what its entries look like. */
export const referenceValues = {
  calendar: calendarSchema,
  tariff: tariffSchema,
  'code-list': codeListSchema,
  offices: officesSchema,
  areas: areasSchema,
} as const;
export type ReferenceKind = keyof typeof referenceValues;
export type ReferenceValue<K extends ReferenceKind = ReferenceKind> = z.output<
  (typeof referenceValues)[K]
>;
