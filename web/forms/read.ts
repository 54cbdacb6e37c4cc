import type { Json, JsonObject } from '../../domain/kernel/json.js';
import { parseMoney } from '../../domain/kernel/money-text.js';
import { many, one, type Raw } from '../base/visit.js';
import type { Field } from './field.js';

const dateParts = ['day', 'month', 'year'] as const;

/** Day, month and year of a date as they were typed. */
export const datePartsOf = (raw: Raw, name: string) =>
  dateParts.map((part) => [part, one(raw, `${name}-${part}`)] as const);

/** `2026-03-04` from three typed numbers; undefined when nothing was typed, something else when it is no date. */
export function readDate(raw: Raw, name: string): string | undefined {
  const [day = '', month = '', year = ''] = datePartsOf(raw, name).map(([, text]) => text);
  if (day === '' && month === '' && year === '') return undefined;
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

/** Thousands as they are grouped in India and elsewhere: `1,00,000`, `100,000`. */
const grouped = /^[+-]?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/;
const plain = /^[+-]?\d+(\.\d+)?$/;

/**
 * What is no number stays text, and the check says so: whether `1,25` is one nobody can tell. So does one of more
 * digits than a number keeps.
 */
function readNumber(text: string): Json {
  const compact = text.replaceAll(/[\s\u00a0]/g, '');
  const digits = grouped.test(compact) ? compact.replaceAll(',', '') : compact;
  const number = plain.test(digits) ? Number(digits) : Number.NaN;
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number + 0 : text;
}

/** `1,250.50` → 125050 minor units; what is no such amount stays text. */
function readAmount(text: string, currency: string): Json {
  const compact = text.replaceAll(/[\s\u00a0\p{Sc}]/gu, '');
  const digits = grouped.test(compact) ? compact.replaceAll(',', '') : compact;
  const money = parseMoney(digits.replace(/^\+/, ''), currency);
  return money.ok ? money.value.amount : text;
}

const lines = (text: string): Json =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** The answer behind a posted choice; the posted text itself when there is no such choice. */
const answerTo = ({ choices }: Field, value: string): Json => {
  const choice = choices.find((one) => one.value === value);
  return choice === undefined ? value : choice.answer;
};

const readers: Readonly<Partial<Record<Field['kind'], (field: Field, text: string) => Json>>> = {
  number: (_, text) => readNumber(text),
  money: ({ currency = '' }, text) => readAmount(text, currency),
  'yes-no': (_, text) => (text === 'yes' ? true : text === 'no' ? false : text),
  confirm: (_, text) => text === 'yes',
  choice: answerTo,
  lines: (_, text) => lines(text),
};

/** What was answered to a field; undefined for nothing. Not checked. */
export function readField(field: Field, raw: Raw): Json | undefined {
  if (field.kind === 'date') return readDate(raw, field.name);
  if (field.kind === 'choices') {
    const chosen = many(raw, field.name).map((value) => answerTo(field, value));
    return chosen.length === 0 ? undefined : chosen;
  }
  const text = one(raw, field.name).replaceAll('\r\n', '\n');
  if (text === '') return undefined;
  return readers[field.kind]?.(field, text) ?? text;
}

/** All answers of some fields, groups put together again. */
export function readAnswers(fields: readonly Field[], raw: Raw): JsonObject {
  const answers: Record<string, Json> = {};
  for (const field of fields) {
    const answer = readField(field, raw);
    if (answer !== undefined) put(answers, field.path, answer);
  }
  return answers;
}

function put(target: Record<string, Json>, path: readonly string[], value: Json): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  if (!Object.hasOwn(target, name)) target[name] = {};
  put(target[name] as Record<string, Json>, rest, value);
}

/** Values of a form that belong to these fields, whatever else was posted. */
export type Kept = Record<string, string | readonly string[]>;

/** What a draft keeps of a posted page; no file chosen anew leaves the one that is there. */
export function rawOf(fields: readonly Field[], raw: Raw): Kept {
  const names = fields.flatMap(({ name, kind }) => {
    if (kind === 'date') return dateParts.map((part) => `${name}-${part}`);
    return kind === 'file' && one(raw, name) === '' ? [] : [name];
  });
  return Object.fromEntries(names.map((name) => [name, many(raw, name)]));
}
