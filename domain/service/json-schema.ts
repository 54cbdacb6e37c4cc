import type { JsonObject } from '../kernel/json.js';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Schemas that describe the same object as the one they stand in. */
const inPlace = (schema: JsonObject): readonly unknown[] => [
  ...['if', 'then', 'else'].map((keyword) => schema[keyword]),
  ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => schema[keyword] ?? []),
  ...(isObject(schema.dependentSchemas) ? Object.values(schema.dependentSchemas) : []),
];

/** Fields that an object's JSON Schema names, those asked only by condition included: name → schema. */
export function declaredProperties(
  schema: JsonObject | undefined,
): Readonly<Record<string, JsonObject>> {
  if (schema === undefined) return {};
  const conditional = inPlace(schema)
    .filter(isObject)
    .flatMap((part) => Object.entries(declaredProperties(part)));
  const own = Object.entries(isObject(schema.properties) ? schema.properties : {});
  return Object.fromEntries(
    [...conditional, ...own].filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** Role of the party whose personal data a field is, when its schema says so. */
export function personalOf(schema: JsonObject): string | undefined {
  const { personal } = schema;
  return isObject(personal) && typeof personal.of === 'string' ? personal.of : undefined;
}
