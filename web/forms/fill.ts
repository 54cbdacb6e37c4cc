import type { Json, JsonObject } from '../../domain/kernel/json.js';
import { decimalText } from '../../domain/kernel/money-text.js';
import type { Raw } from '../base/visit.js';
import { postedText, type Field } from './field.js';
import type { Kept } from './read.js';

/** The answer at a path; undefined where there is none. */
export const valueAt = (answers: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, name) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as JsonObject)[name]
        : undefined,
    answers,
  );

function dateInputs(name: string, date: string): Kept {
  const [year = '', month = '', day = ''] = date.split('-');
  return {
    [`${name}-day`]: String(Number(day)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  };
}

const numberText = (value: number, currency: string | undefined): string =>
  currency === undefined ? String(value) : decimalText({ amount: value, currency });

function inputsFor({ name, kind, currency }: Field, value: Json): Kept {
  if (kind === 'date' && typeof value === 'string') return dateInputs(name, value);
  if (typeof value === 'number') return { [name]: numberText(value, currency) };
  if (typeof value === 'boolean') return { [name]: value ? 'yes' : 'no' };
  if (!Array.isArray(value)) return { [name]: postedText(value) };
  const texts = (value as readonly Json[]).map(postedText);
  return { [name]: kind === 'lines' ? texts.join('\n') : texts };
}

/** Answers as the fields' inputs would have posted them: to fill a form with what is known. */
export const rawFrom = (fields: readonly Field[], answers: JsonObject): Raw =>
  Object.assign(
    {},
    ...fields.map((field) => {
      const value = valueAt(answers, field.path);
      return value === undefined || value === null ? {} : inputsFor(field, value);
    }),
  ) as Raw;
