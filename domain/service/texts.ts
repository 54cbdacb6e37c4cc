import { pointerSegment } from '../kernel/json.js';
import type { Text } from '../kernel/text.js';
import { textSchema } from '../kernel/text.js';
import type { ServiceDefinition } from './schema/index.js';

/** Keys whose values are words for people. */
const textKeys = new Set([
  'title',
  'description',
  'publicStatus',
  'guardMessage',
  'label',
  'hint',
  'subject',
  'body',
]);
/** Keys under which each value is a text. */
const textMaps = new Set(['choices']);
/** JSON Schemas: what stands in them is for machines. */
const schemaKeys = new Set(['schema', 'input', 'questions']);

const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

const isText = (value: unknown): value is Text => textSchema.safeParse(value).success;

function* walk(
  value: unknown,
  path: string,
  isTextHere: boolean,
): Generator<readonly [string, Text]> {
  if (typeof value !== 'object' || value === null) return;
  if (isTextHere && isText(value)) {
    yield [path, value];
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (schemaKeys.has(key)) continue;
    const within = textMaps.has(path.slice(path.lastIndexOf('/') + 1));
    yield* walk(inner, `${path}${pointerSegment(key)}`, within || textKeys.has(key));
  }
}

/** Every text of a definition: JSON pointer → words. These are what may be corrected without a new version. */
export const textsOf = (definition: ServiceDefinition): ReadonlyMap<string, Text> =>
  new Map(walk(definition, '', false));

function replaced(value: unknown, [token, ...rest]: readonly string[], text: Text): unknown {
  if (token === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      String(index) === token ? replaced(item, rest, text) : item,
    );
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [token]: replaced(object[token], rest, text) };
}

/** The definition with other words; every path must be one of `textsOf`. */
export const withTexts = (
  definition: ServiceDefinition,
  texts: Readonly<Record<string, Text>>,
): ServiceDefinition =>
  Object.entries(texts).reduce(
    (changed, [path, text]) =>
      replaced(changed, path.split('/').slice(1).map(unescaped), text) as ServiceDefinition,
    definition,
  );
