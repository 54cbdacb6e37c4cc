import type { Json, JsonObject } from '../../domain/kernel/json.js';
import type { Text } from '../../domain/kernel/text.js';
import { declaredProperties } from '../../domain/service/json-schema.js';

export type FieldKind =
  | 'text'
  | 'long-text'
  | 'email'
  | 'number'
  | 'money'
  | 'date'
  | 'yes-no'
  | 'confirm'
  | 'choice'
  | 'choices'
  | 'lines'
  | 'file';

export interface Choice {
  /** As it is posted. */
  readonly value: string;
  /** As it is answered. */
  readonly answer: Json;
  readonly text: string;
}

/** One question of a page, made of a property of a JSON Schema and its words. */
export interface Field {
  /** Name of its input; `<name>-day` and so on for a date. Also its id, after `field-`. */
  readonly name: string;
  /** Where its answer stands: `['address', 'street']`. */
  readonly path: readonly string[];
  readonly kind: FieldKind;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** Whether an answer to another question will do: then its label does not call it optional. */
  readonly either?: true;
  /** Of money: ISO 4217. It is asked as people write it and answered in minor units. */
  readonly currency?: string;
  readonly choices: readonly Choice[];
  readonly schema: JsonObject;
}

/** Words beside a JSON Schema: field → label, hint, choices. */
export type Labels = Readonly<
  Record<
    string,
    {
      readonly label: Text;
      readonly hint?: Text | undefined;
      readonly choices?: Readonly<Record<string, Text>> | undefined;
    }
  >
>;

/** Characters from which a text is asked in a larger box. */
const longText = 150;
const deepestGroup = 3;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** An answer as an input posts it. */
export const postedText = (answer: Json): string =>
  typeof answer === 'object' ? JSON.stringify(answer) : String(answer);

/** `shopFront_area` → `Shop front area` */
const spelledOut = (name: string): string => {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export interface FormWords {
  readonly labels: Labels;
  readonly say: (text: Text) => string;
  /** Put before the names of inputs. */
  readonly prefix: string;
  /** ISO 4217, of the service. */
  readonly currency?: string | undefined;
}

/**
 * The questions of a JSON Schema object, in its order; groups are asked field by field. What no
 * input can ask for, such as a list of groups, is left out.
 *
 * @param names only these, in this order; all when absent
 */
export function fieldsOf(
  schema: JsonObject,
  words: FormWords,
  names?: readonly string[],
): readonly Field[] {
  const properties = declaredProperties(schema);
  const required = stringsIn(schema.required);
  return (names ?? Object.keys(properties)).flatMap((name) => {
    const property = properties[name];
    return property === undefined ? [] : fieldsIn([name], property, required.includes(name), words);
  });
}

function fieldsIn(
  path: readonly string[],
  schema: JsonObject,
  required: boolean,
  words: FormWords,
): readonly Field[] {
  const kind = kindOf(schema, words.currency);
  if (kind !== undefined) return [fieldOf(path, schema, { kind, required }, words)];
  if (schema.type !== 'object' || path.length >= deepestGroup) return [];
  const inner = stringsIn(schema.required);
  return Object.entries(declaredProperties(schema)).flatMap(([name, property]) =>
    fieldsIn([...path, name], property, required && inner.includes(name), words),
  );
}

function fieldOf(
  path: readonly string[],
  schema: JsonObject,
  about: Pick<Field, 'kind' | 'required'>,
  { labels, say, prefix, currency }: FormWords,
): Field {
  const name = path.at(-1) ?? '';
  const words = labels[path.join('.')] ?? labels[name];
  return {
    ...about,
    name: `${prefix}${path.join('.')}`,
    path,
    label: words === undefined ? titleIn(schema, name) : say(words.label),
    ...hintIn(words?.hint, say),
    ...moneyOf(about.kind, currency),
    choices: choicesOf(schema, words?.choices ?? {}, say),
    schema,
  };
}

const hintIn = (hint: Text | undefined, say: FormWords['say']) =>
  hint === undefined ? {} : { hint: say(hint) };

const moneyOf = (kind: FieldKind, currency: string | undefined) =>
  kind === 'money' && currency !== undefined ? { currency } : {};

const titleIn = ({ title }: JsonObject, name: string): string =>
  typeof title === 'string' ? title : spelledOut(name);

const choicesOf = (
  schema: JsonObject,
  titles: Readonly<Record<string, Text>>,
  say: FormWords['say'],
): readonly Choice[] =>
  answersIn(isObject(schema.items) ? schema.items : schema).map((answer) => {
    const value = postedText(answer);
    const title = titles[value];
    return { value, answer, text: title === undefined ? spelledOut(value) : say(title) };
  });

/** The closed list of answers that a schema allows; empty when it is open. */
const answersIn = (schema: JsonObject): readonly Json[] => {
  const list = schema.enum;
  return Array.isArray(list) ? (list as readonly Json[]).filter((value) => value !== null) : [];
};

/** How a question is asked; undefined for what no single input can answer. */
function kindOf(schema: JsonObject, currency: string | undefined): FieldKind | undefined {
  if (schema.money === true && currency !== undefined) return 'money';
  if (schema.const === true) return 'confirm';
  if (answersIn(schema).length > 0) return 'choice';
  switch (schema.type) {
    case 'boolean':
      return 'yes-no';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return listKind(schema.items);
    case 'string':
      return textKind(schema);
    default:
      return undefined;
  }
}

function listKind(items: Json | undefined): FieldKind | undefined {
  if (!isObject(items)) return undefined;
  if (answersIn(items).length > 0) return 'choices';
  return items.type === 'string' ? 'lines' : undefined;
}

function textKind({ format, maxLength, pattern }: JsonObject): FieldKind {
  if (format === 'date') return 'date';
  if (format === 'email') return 'email';
  const long = maxLength === undefined || Number(maxLength) > longText;
  return long && pattern === undefined ? 'long-text' : 'text';
}
