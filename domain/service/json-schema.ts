import type { JsonObject } from '../kernel/json.js';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that an object's JSON Schema declares: name → schema. */
export function declaredProperties(
  schema: JsonObject | undefined,
): Readonly<Record<string, JsonObject>> {
  const properties = schema?.properties;
  if (!isObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** Role of the party whose personal data a field is, when its schema says so. */
export function personalOf(schema: JsonObject): string | undefined {
  const { personal } = schema;
  return isObject(personal) && typeof personal.of === 'string' ? personal.of : undefined;
}
