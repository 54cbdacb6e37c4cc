import { isJsonObject, type JsonObject } from '../kernel/json.js';

/** Schemas that describe the same object as the one they stand in. */
const inPlace = (schema: JsonObject): readonly unknown[] => [
  ...['if', 'then', 'else'].map((keyword) => schema[keyword]),
  ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => schema[keyword] ?? []),
  ...(isJsonObject(schema.dependentSchemas) ? Object.values(schema.dependentSchemas) : []),
];

/** Fields that an object's JSON Schema names, those asked only by condition included: name → schema. */
export function declaredProperties(
  schema: JsonObject | undefined,
): Readonly<Record<string, JsonObject>> {
  if (schema === undefined) return {};
  const conditional = inPlace(schema)
    .filter(isJsonObject)
    .flatMap((part) => Object.entries(declaredProperties(part)));
  const own = Object.entries(isJsonObject(schema.properties) ? schema.properties : {});
  return Object.fromEntries(
    [...conditional, ...own].filter((entry): entry is [string, JsonObject] =>
      isJsonObject(entry[1]),
    ),
  );
}

/** Role of the party whose personal data a field is, when its schema says so. */
export function personalOf(schema: JsonObject): string | undefined {
  const { personal } = schema;
  return isJsonObject(personal) && typeof personal.of === 'string' ? personal.of : undefined;
}
