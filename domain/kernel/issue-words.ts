/** What is wrong with a value by its schema, in plain words: the one place where issues of zod are worded. */
import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;
type IssueOf<C extends Issue['code']> = Extract<Issue, { readonly code: C }>;

const mostNamed = 40;

const many = (count: number | bigint, one: string, more = `${one}s`): string =>
  `${count} ${Number(count) === 1 ? one : more}`;

/** How many faults there are, as a sentence counts them. */
export const faultCount = (count: number): string => many(count, 'fault');

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  date: 'a date, like 2026-03-31',
  datetime: 'a time with its offset, like 2026-03-31T09:30:00Z',
  email: 'an e-mail address, like asha@example.org',
  uuid: 'a UUID, like 0b6d8f3a-5a4f-4c39-9d53-3f1f0b8f6c11',
  safeint: 'a whole number',
};

const listOf = (values: readonly unknown[]): string => {
  const names = values.slice(0, mostNamed).map(String);
  return `${names.join(', ')}${values.length > mostNamed ? ', …' : ''}`;
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? listOf(values) : `one of ${listOf(values)}`;

const formatOf = (schema: unknown): string =>
  schema instanceof z.ZodType && 'format' in schema && typeof schema.format === 'string'
    ? schema.format
    : '';

const must = (value: unknown, expected: string): string =>
  value === undefined ? `must be given: ${expected}` : `must be ${expected}`;

function mistyped({ inst, expected, input }: IssueOf<'invalid_type'>): string {
  const words = formats[formatOf(inst)] ?? types[expected] ?? expected;
  const given = input === null ? 'null' : types[Array.isArray(input) ? 'array' : typeof input];
  // A fraction is a number, too, and so is what a parameter that is none was read as.
  const isTold = given !== undefined && !(typeof input === 'number' && words.includes('number'));
  return must(input, isTold ? `${words}, not ${given}` : words);
}

const units: Readonly<Record<string, readonly [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  object: ['field', 'fields'],
};

function bounded(origin: string, sign: string, bound: number | bigint): string {
  const [one, more] = units[origin] ?? [];
  return one === undefined
    ? `must be ${sign} ${bound}`
    : `must have ${sign} ${many(bound, one, more)}`;
}

function tooSmall({ origin, minimum, inclusive }: IssueOf<'too_small'>): string {
  if (origin === 'string' && Number(minimum) === 1) return 'must not be empty';
  return bounded(origin, inclusive === false ? 'more than' : 'at least', minimum);
}

const tooBig = ({ origin, maximum, inclusive }: IssueOf<'too_big'>): string =>
  bounded(origin, inclusive === false ? 'less than' : 'at most', maximum);

function namesIn(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum
    ? schema.keyType.options
    : [];
}

function unknownField({ inst }: IssueOf<'unrecognized_keys'>): string {
  const known = namesIn(inst);
  return `is not known here; ${known.length === 0 ? 'nothing is taken' : `known: ${listOf(known)}`}`;
}

function unfit({ input, ...issue }: IssueOf<'invalid_union'>): string {
  if (!('options' in issue) || !Array.isArray(issue.options))
    return input === undefined ? 'must be given' : 'fits none of the forms it may have';
  const { discriminator = '', options } = issue;
  return must((input as Readonly<Record<string, unknown>>)[discriminator], oneOf(options));
}

/**
 * Words for an issue, to follow the name of what it is about; a schema's own words come first.
 *
 * @example
 * schema.safeParse(value, { error: issueWords });
 */
export function issueWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return mistyped(issue);
    case 'invalid_value':
      return must(issue.input, oneOf(issue.values));
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'of the form asked for'}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return unknownField(issue);
    case 'invalid_union':
      return unfit(issue);
    case 'invalid_key':
      return `can not be a name here: it ${issue.issues[0]?.message ?? 'is not of the form asked for'}`;
    case 'invalid_element':
    case 'custom':
      return 'is not as asked for';
  }
}
