import type { ErrorObject } from 'ajv/dist/2020.js';
import { codedFault, type CodedFault } from './fault-code.js';
import { pointerSegment } from '../json.js';

type Parameters = Readonly<Record<string, unknown>>;

const many = (count: unknown, one: string, more = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : more}`;

const comparisons: Readonly<Record<string, string>> = {
  '<=': 'at most',
  '>=': 'at least',
  '<': 'less than',
  '>': 'more than',
};

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
  null: 'empty',
};

const formats: Readonly<Record<string, string>> = {
  date: 'a date, like 2024-05-31',
  time: 'a time with its zone, like 14:30:00Z',
  'iso-time': 'a time, like 14:30:00',
  'date-time': 'a date and time with its zone, like 2024-05-31T14:30:00Z',
  'iso-date-time': 'a date and time, like 2024-05-31T14:30:00',
  duration: 'a duration, like P30D',
  email: 'an e-mail address',
  uri: 'a web address',
  uuid: 'a UUID',
};

export const knownFormats = Object.keys(formats);
export const jsonTypes = Object.keys(types);

const typeWords = (type: unknown): string =>
  [type]
    .flat()
    .flatMap((one) => String(one).split(','))
    .map((one) => types[one] ?? one)
    .join(' or ');

const choices = (values: unknown): string => {
  const list = Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : [];
  return list.length > 10 ? `${list.slice(0, 10).join(', ')}, …` : list.join(', ');
};

const comparison = ({ comparison: sign, limit }: Parameters): string =>
  `must be ${comparisons[String(sign)] ?? String(sign)} ${String(limit)}`;

const dated = ({ comparison: sign, limit }: Parameters): string => {
  const words: Readonly<Record<string, string>> = {
    '<=': 'not be later than',
    '>=': 'not be earlier than',
    '<': 'be earlier than',
    '>': 'be later than',
  };
  return `must ${words[String(sign)] ?? String(sign)} ${String(limit)}`;
};

/** What is wrong, by the keyword of JSON Schema that says so. */
const messages: Readonly<Record<string, (parameters: Parameters) => string>> = {
  required: () => 'must be given',
  dependentRequired: ({ property }) => `must be given where "${String(property)}" is`,
  additionalProperties: () => 'is not asked for here',
  unevaluatedProperties: () => 'is not asked for here',
  propertyNames: ({ propertyName }) => `may not have a field "${String(propertyName)}"`,
  type: ({ type }) => `must be ${typeWords(type)}`,
  enum: ({ allowedValues }) => `must be one of ${choices(allowedValues)}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  minLength: ({ limit }) => `must have at least ${many(limit, 'character')}`,
  maxLength: ({ limit }) => `must have at most ${many(limit, 'character')}`,
  pattern: () => 'must have the form asked for',
  format: ({ format }) => `must be ${formats[String(format)] ?? String(format)}`,
  minimum: comparison,
  maximum: comparison,
  exclusiveMinimum: comparison,
  exclusiveMaximum: comparison,
  formatMinimum: dated,
  formatMaximum: dated,
  formatExclusiveMinimum: dated,
  formatExclusiveMaximum: dated,
  past: ({ on }) => `must not lie after the present day, ${String(on)}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${String(multipleOf)}`,
  minItems: ({ limit }) => `must have at least ${many(limit, 'entry', 'entries')}`,
  maxItems: ({ limit }) => `must have at most ${many(limit, 'entry', 'entries')}`,
  uniqueItems: ({ i, j }) =>
    `has the same entry twice, as number ${Math.min(Number(i), Number(j)) + 1} and ${Math.max(Number(i), Number(j)) + 1}`,
  items: ({ limit }) => `must have at most ${many(limit, 'entry', 'entries')}`,
  unevaluatedItems: ({ len }) => `must have at most ${many(len, 'entry', 'entries')}`,
  contains: ({ minContains }) =>
    `must have at least ${many(minContains, 'entry', 'entries')} of the kind asked for`,
  minProperties: ({ limit }) => `must have at least ${many(limit, 'field')}`,
  maxProperties: ({ limit }) => `must have at most ${many(limit, 'field')}`,
  anyOf: () => 'fits none of the forms it may have',
  oneOf: ({ passingSchemas }) =>
    passingSchemas === null
      ? 'fits none of the forms it may have'
      : 'fits more than one of the forms it may have',
  not: () => 'has a value that is ruled out',
  'false schema': () => 'is not asked for here',
};

/** Fields named by a fault stand one level below the object that has it. */
function pointerOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Parameters;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return typeof name === 'string' ? instancePath + pointerSegment(name) : instancePath;
}

export interface Fault extends CodedFault {
  readonly pointer: string;
  readonly message: string;
}

const conditional = /\/(anyOf|oneOf|then|else|dependentSchemas)(\/|$)/;

/**
 * Whether an error only follows from others: the summary of a condition; one within the branches
 * of a choice, of which nobody knows which was meant; a field left over because the branch that
 * names it has failed.
 */
function isConsequence(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === 'if') return true;
  if (error.keyword === 'unevaluatedProperties')
    return all.some(
      ({ schemaPath, instancePath }) =>
        conditional.test(schemaPath) && instancePath.startsWith(error.instancePath),
    );
  return all.some(
    ({ keyword, schemaPath }) =>
      (keyword === 'anyOf' || keyword === 'oneOf') && error.schemaPath.startsWith(`${schemaPath}/`),
  );
}

/**
 * Faults in plain words, each once, in the order of the schema.
 *
 * @param at JSON pointer to put before each
 * @param most how many errors are looked at
 */
export function faultsOf(
  errors: readonly ErrorObject[],
  at: string,
  most: number,
): readonly Fault[] {
  const faults = errors
    .slice(0, most)
    .filter((error, _, all) => !isConsequence(error, all))
    .map((error) => ({
      pointer: at + pointerOf(error),
      message: messages[error.keyword]?.(error.params as Parameters) ?? 'is not as asked for',
      ...codedFault(error.keyword, error.params as Parameters),
    }));
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.message}`, fault])).values()];
}
