import fc from 'fast-check';
import type { JsonObject, Json } from '../../domain/kernel/json.js';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const number = (value: unknown, usual: number): number =>
  typeof value === 'number' ? value : usual;

/** Values that a JSON Schema takes, as far as its `if` and `then` do not say otherwise. */
export function valuesOf(schema: JsonObject): fc.Arbitrary<Json> {
  if ('const' in schema) return fc.constant(schema.const ?? null);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as readonly Json[]));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: number(schema.minimum, -1000), max: number(schema.maximum, 1000) });
    case 'number':
      return numbers(schema);
    case 'string':
      return texts(schema);
    case 'array':
      return fc.array(isObject(schema.items) ? valuesOf(schema.items) : fc.constant(null), {
        maxLength: Math.min(3, number(schema.maxItems, 3)),
      });
    default:
      return objects(schema);
  }
}

function numbers(schema: JsonObject): fc.Arbitrary<number> {
  const least = number(schema.minimum, number(schema.exclusiveMinimum, -1000) + 0.5);
  return fc
    .integer({ min: Math.ceil(least * 2), max: Math.floor(number(schema.maximum, 1000) * 2) })
    .map((doubled) => doubled / 2);
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-02',
  'date-time': '2026-01-15T10:00:00Z',
  email: 'asha@example.org',
  uri: 'https://example.org/a.jpg',
};

function texts(schema: JsonObject): fc.Arbitrary<string> {
  if (typeof schema.format === 'string') return fc.constant(formats[schema.format] ?? '');
  if (typeof schema.pattern === 'string')
    return fc
      .stringMatching(new RegExp(schema.pattern))
      .map((text) => text.slice(0, number(schema.maxLength, 1000)));
  return fc.string({
    unit: fc.constantFrom('a', 'ब', ' ', '1'),
    minLength: number(schema.minLength, 0),
    maxLength: Math.min(number(schema.maxLength, 50), number(schema.minLength, 0) + 20),
  });
}

function objects(schema: JsonObject): fc.Arbitrary<JsonObject> {
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const values = Object.fromEntries(
    properties.map(([name, property]) => [name, valuesOf(isObject(property) ? property : {})]),
  );
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return fc.record(values, {
    requiredKeys: required.filter((name) => name in values),
  });
}
