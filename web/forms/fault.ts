import { plainDateSchema } from '../../domain/kernel/instant.js';
import type { Json, JsonObject } from '../../domain/kernel/json.js';
import { decimalText } from '../../domain/kernel/money-text.js';
import type { Say } from '../base/language.js';
import { documentIn, kindsOfFile, megabytes } from './documents.js';
import type { Field } from './field.js';
import { exampleOf } from './money.js';

type Fault = string | undefined;
type Check = (field: Field, answer: Json, t: Say) => Fault;

/** What to say of an answer that is missing. */
const missingKeys: Readonly<Partial<Record<Field['kind'], string>>> = {
  'yes-no': 'fault.choose',
  choice: 'fault.choose',
  choices: 'fault.choose',
  confirm: 'fault.confirm',
  file: 'fault.attach',
};

/** Keyword of JSON Schema → what to say, and whether a number breaks it. */
const bounds: readonly (readonly [string, string, (value: number, limit: number) => boolean])[] = [
  ['minimum', 'fault.least', (value, limit) => value < limit],
  ['maximum', 'fault.most', (value, limit) => value > limit],
  ['exclusiveMinimum', 'fault.above', (value, limit) => value <= limit],
  ['exclusiveMaximum', 'fault.below', (value, limit) => value >= limit],
];

const lengths: typeof bounds = [
  ['minLength', 'fault.short', (value, limit) => value < limit],
  ['maxLength', 'fault.long', (value, limit) => value > limit],
];

/** A limit as it is written in the field: of money with its decimals. */
const limitWords = ({ currency }: Field, limit: number): string | number =>
  currency === undefined ? limit : decimalText({ amount: limit, currency });

function broken(field: Field, value: number, rules: typeof bounds, t: Say): Fault {
  const { label, schema } = field;
  const rule = rules.find(([keyword, , breaks]) => {
    const limit = (schema as Readonly<Record<string, unknown>>)[keyword];
    return typeof limit === 'number' && breaks(value, limit);
  });
  return rule && t(rule[1], { label, limit: limitWords(field, Number(schema[rule[0]])) });
}

const number: Check = (field, answer, t) => {
  const { label, schema } = field;
  if (typeof answer !== 'number') return t('fault.number', { label });
  if (schema.type === 'integer' && !Number.isInteger(answer)) return t('fault.integer', { label });
  return broken(field, answer, bounds, t);
};

const money: Check = (field, answer, t) => {
  const { label, currency = '' } = field;
  if (typeof answer === 'number') return broken(field, answer, bounds, t);
  return t('fault.money', { label, example: exampleOf(currency) });
};

const text: Check = (field, answer, t) =>
  // JSON Schema counts characters, not UTF-16 units.
  typeof answer === 'string' ? broken(field, Array.from(answer).length, lengths, t) : undefined;

const email: Check = (field, answer, t) =>
  text(field, answer, t) ??
  (typeof answer === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(answer)
    ? undefined
    : t('fault.email', { label: field.label }));

const date: Check = ({ label }, answer, t) =>
  plainDateSchema.safeParse(answer).success ? undefined : t('fault.date', { label });

const choice: Check = ({ label, choices }, answer, t) =>
  choices.some((one) => one.answer === answer) ? undefined : t('fault.choose', { label });

const yesNo: Check = ({ label }, answer, t) =>
  typeof answer === 'boolean' ? undefined : t('fault.choose', { label });

const confirm: Check = ({ label }, answer, t) =>
  answer === true ? undefined : t('fault.confirm', { label });

const limitsOf = ({ size, types }: JsonObject) => ({
  size: Number(size),
  types: Array.isArray(types) ? types.map(String) : [],
});

const file: Check = ({ label, schema }, answer, t) => {
  const document = documentIn(answer);
  if (document === undefined) return t('fault.attach', { label });
  const { size, types } = limitsOf(schema);
  if (document.size > size) return t('fault.fileSize', { label, limit: megabytes(size) });
  if (types.length > 0 && !types.includes(document.mediaType))
    return t('fault.fileType', { label, types: kindsOfFile(types) });
  return undefined;
};

const checks: Readonly<Partial<Record<Field['kind'], Check>>> = {
  text,
  'long-text': text,
  email,
  number,
  money,
  date,
  choice,
  confirm,
  'yes-no': yesNo,
  file,
};

/** What is wrong with an answer in plain words, as far as that can be told from its question alone. */
export function faultIn(field: Field, answer: Json | undefined, t: Say): Fault {
  const { label, kind, required } = field;
  if (answer !== undefined) return checks[kind]?.(field, answer, t);
  return required ? t(missingKeys[kind] ?? 'fault.enter', { label }) : undefined;
}
