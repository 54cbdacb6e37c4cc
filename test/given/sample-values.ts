import fc from 'fast-check';
import type { JsonObject } from '../../domain/kernel/json.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';

type Schema = Readonly<Record<string, unknown>>;

/** How numbers are chosen: as small or as large as the schema lets them be. */
export type Size = 'small' | 'large';

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-02',
  'date-time': '2026-01-02T10:00:00Z',
  uri: 'https://example.org/photo',
  email: 'someone@example.org',
};
const large = 1_000_000;

function sampleString({ pattern, format, minLength }: Schema): string {
  if (typeof pattern === 'string')
    return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 })[0] ?? '';
  if (typeof format === 'string') return formats[format] ?? '';
  return 'x'.repeat(Math.max(1, Number(minLength ?? 1)));
}

function sampleNumber({ minimum, maximum, exclusiveMinimum }: Schema, size: Size): number {
  if (size === 'large') return Number(maximum ?? large);
  return exclusiveMinimum === undefined ? Number(minimum ?? 0) : Number(exclusiveMinimum) + 1;
}

/** A value that fits a JSON Schema of the simple kind that services use. */
export function sampleValue(schema: Schema, size: Size = 'small'): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ('const' in schema) return schema.const;
  switch (schema.type) {
    case 'string':
      return sampleString(schema);
    case 'integer':
    case 'number':
      return sampleNumber(schema, size);
    case 'boolean':
      return true;
    case 'array':
      return [sampleValue((schema.items ?? {}) as Schema, size)];
    default:
      return sampleObject(schema, [], size);
  }
}

const properties = (schema: Schema) => (schema.properties ?? {}) as Record<string, Schema>;

/** An object with what is required, and more fields as named. */
export function sampleObject(
  schema: Schema,
  more: readonly string[],
  size: Size = 'small',
): Record<string, unknown> {
  const fields = new Set([...((schema.required ?? []) as string[]), ...more]);
  return Object.fromEntries(
    [...fields].map((field) => [field, sampleValue(properties(schema)[field] ?? {}, size)]),
  );
}

/** Answers that pass a check: fields that it misses are filled in until it misses none. */
export function fitting(
  schemas: readonly Schema[],
  check: (answers: JsonObject) => Result<unknown, Rejection>,
): Record<string, unknown> {
  const schema = {
    required: schemas.flatMap(({ required }) => (required ?? []) as string[]),
    properties: Object.assign({}, ...schemas.map(properties)) as Record<string, Schema>,
  };
  const fields = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const answers = sampleObject(schema, [...fields]);
    const checked = check(answers as JsonObject);
    if (checked.ok) return answers;
    const before = fields.size;
    for (const { pointer } of checked.error.faults ?? []) fields.add(pointer.split('/')[2] ?? '');
    if (fields.size === before) throw new Error(JSON.stringify(checked.error));
  }
  throw new Error('No answers fit');
}
