import { patternFault } from '../pattern/index.js';
import { isJsonObject, pointerSegment, type Json, type JsonObject } from '../json.js';

/** Why a form's JSON Schema is not taken, and where in it. */
export class SchemaFault extends Error {
  constructor(
    message: string,
    readonly pointer: string,
  ) {
    super(message);
  }
}

const maxBytes = 65_536;
const maxDepth = 30;
/** Subschemas with every reference written out: bounds the work of checking one value. */
const maxSubschemas = 5_000;
const maxUniqueItems = 1_000;

/** Keywords whose value holds schemas: one, a list, or by name; `own` where they describe another value. */
const holders: Readonly<
  Record<string, { readonly shape: 'one' | 'list' | 'map'; readonly own: boolean }>
> = {
  properties: { shape: 'map', own: true },
  patternProperties: { shape: 'map', own: true },
  additionalProperties: { shape: 'one', own: true },
  unevaluatedProperties: { shape: 'one', own: true },
  items: { shape: 'one', own: true },
  prefixItems: { shape: 'list', own: true },
  unevaluatedItems: { shape: 'one', own: true },
  contains: { shape: 'one', own: false },
  propertyNames: { shape: 'one', own: false },
  $defs: { shape: 'map', own: false },
  dependentSchemas: { shape: 'map', own: false },
  allOf: { shape: 'list', own: false },
  anyOf: { shape: 'list', own: false },
  oneOf: { shape: 'list', own: false },
  not: { shape: 'one', own: false },
  if: { shape: 'one', own: false },
  then: { shape: 'one', own: false },
  else: { shape: 'one', own: false },
};

const refused = [
  '$id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$vocabulary',
  '$async',
  'definitions',
];
const dialect = 'https://json-schema.org/draft/2020-12/schema';

const namesIn = (value: Json | undefined): readonly string[] =>
  isJsonObject(value) ? Object.keys(value) : [];

/** Keywords by which a schema without a type may still describe objects. */
const objectKeywords = ['properties', '$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas'];

const mayBeObject = (schema: JsonObject): boolean =>
  [schema.type].flat().includes('object') ||
  (schema.type === undefined && objectKeywords.some((keyword) => keyword in schema));

export interface PreparedSchema {
  readonly schema: JsonObject;
  /** Every field name that occurs in it. */
  readonly fields: ReadonlySet<string>;
}

/**
 * Checks what could make a schema costly or reach outside of itself, and returns a copy in which
 * every object refuses fields that its schema does not name, unless it says otherwise.
 *
 * @throws SchemaFault
 */
export function prepareSchema(schema: JsonObject): PreparedSchema {
  if (new TextEncoder().encode(JSON.stringify(schema)).length > maxBytes)
    throw new SchemaFault(`it is larger than ${maxBytes} bytes`, '');
  if (schema.type !== 'object') throw new SchemaFault('its type is not "object"', '/type');
  return new Preparation(schema).run();
}

function schemasIn(keyword: string, value: Json): readonly JsonObject[] {
  const holder = Object.hasOwn(holders, keyword) ? holders[keyword] : undefined;
  if (holder === undefined) return [];
  const items = holder.shape === 'one' ? [value] : Object.values(value ?? {});
  return (items as readonly Json[]).filter(isJsonObject);
}

class Preparation {
  readonly #fields = new Set<string>();
  #subschemas = 0;

  constructor(private readonly root: JsonObject) {}

  run(): PreparedSchema {
    const schema = this.#copy(this.root, '', true);
    this.#expand(this.root, []);
    return { schema, fields: this.#fields };
  }

  /** @param own whether the schema stands for a value of its own, not for one seen by another schema too. */
  #copy(schema: JsonObject, pointer: string, own: boolean): JsonObject {
    this.#checkKeywords(schema, pointer);
    for (const name of namesIn(schema.properties)) this.#fields.add(name);
    const copy: Record<string, Json> = {};
    for (const [keyword, value] of Object.entries(schema))
      copy[keyword] = this.#copyKeyword(keyword, value, pointer + pointerSegment(keyword));
    const says = 'additionalProperties' in schema || 'unevaluatedProperties' in schema;
    if (own && !says && mayBeObject(schema)) copy.unevaluatedProperties = false;
    return copy;
  }

  #copyKeyword(keyword: string, value: Json, pointer: string): Json {
    const holder = Object.hasOwn(holders, keyword) ? holders[keyword] : undefined;
    if (holder === undefined) return value;
    const sub = (item: Json, at: string): Json =>
      isJsonObject(item) ? this.#copy(item, at, holder.own) : item;
    if (holder.shape === 'list' && Array.isArray(value))
      return (value as readonly Json[]).map((item, index) => sub(item, `${pointer}/${index}`));
    if (holder.shape === 'map' && isJsonObject(value))
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          sub(item, pointer + pointerSegment(name)),
        ]),
      );
    return sub(value, pointer);
  }

  #checkKeywords(schema: JsonObject, pointer: string): void {
    if (pointer.split('/').length > maxDepth * 2)
      throw new SchemaFault('it is nested too deeply', pointer);
    const unusable = refused.find((keyword) => keyword in schema);
    if (unusable !== undefined) throw new SchemaFault(`"${unusable}" is not supported`, pointer);
    if ('$schema' in schema && schema.$schema !== dialect)
      throw new SchemaFault(`its dialect is not ${dialect}`, `${pointer}/$schema`);
    if (schema.uniqueItems === true && !(Number(schema.maxItems) <= maxUniqueItems))
      throw new SchemaFault(`uniqueItems needs maxItems of at most ${maxUniqueItems}`, pointer);
    this.#checkPatterns(schema, pointer);
  }

  #checkPatterns(schema: JsonObject, pointer: string): void {
    const names = namesIn(schema.patternProperties);
    for (const pattern of typeof schema.pattern === 'string' ? [schema.pattern, ...names] : names) {
      const fault = patternFault(pattern);
      if (fault !== undefined) throw new SchemaFault(`the pattern ${pattern}: ${fault}`, pointer);
    }
  }

  /** Goes through the schema as a validator would, references followed. */
  #expand(schema: JsonObject, path: readonly string[]): void {
    if (++this.#subschemas > maxSubschemas)
      throw new SchemaFault(`it comes to more than ${maxSubschemas} subschemas`, '');
    if (typeof schema.$ref === 'string') this.#follow(schema.$ref, path);
    for (const [keyword, value] of Object.entries(schema))
      if (keyword !== '$defs')
        for (const item of schemasIn(keyword, value)) this.#expand(item, path);
  }

  #follow(reference: string, path: readonly string[]): void {
    if (path.includes(reference))
      throw new SchemaFault(`"${reference}" refers to itself`, reference.slice(1));
    const target = reference.startsWith('#/') ? this.#at(reference) : undefined;
    if (!isJsonObject(target))
      throw new SchemaFault(
        `$ref "${reference}" leads to no schema in this form, like "#/$defs/address"`,
        '',
      );
    this.#expand(target, [...path, reference]);
  }

  #at(reference: string): Json | undefined {
    const names = reference.slice(2).split('/');
    return names.reduce<Json | undefined>((value, name) => {
      const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
      return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }, this.root);
  }
}
