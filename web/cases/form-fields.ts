import type { Choice, Field } from '../forms/field.js';
import { one, type Raw, type Visit } from '../base/visit.js';
import type { FieldGroup } from './case-form.js';

const longestComment = 10_000;

const plain = (name: string, label: string, rest: Partial<Field>): Field => ({
  name,
  path: [],
  kind: 'text',
  label,
  required: false,
  choices: [],
  schema: { type: 'string' },
  ...rest,
});

const group = (name: string, field: Field): FieldGroup => ({ at: `/${name}`, fields: [field] });

/** Free text of whoever does something. */
export const commentField = (
  { t }: Visit,
  required: boolean,
  name: 'comment' | 'reason' = 'comment',
): FieldGroup =>
  group(
    name,
    plain(name, t(`form.${name}`), {
      kind: 'long-text',
      required,
      schema: { type: 'string', maxLength: name === 'reason' ? 1000 : longestComment },
    }),
  );

export const choiceField = (
  name: string,
  label: string,
  {
    choices,
    required = true,
    hint,
  }: { choices: readonly Choice[]; required?: boolean; hint?: string },
): FieldGroup =>
  group(
    name,
    plain(name, label, { kind: 'choice', choices, required, ...(hint !== undefined && { hint }) }),
  );

export const dateField = (name: string, label: string): FieldGroup =>
  group(name, plain(name, label, { kind: 'date', required: true }));

/** A score from 1, each with its number. */
export const scoreField = ({ t }: Visit, scale: number): FieldGroup =>
  choiceField('score', t('form.score', { scale }), {
    choices: Array.from({ length: scale }, (_, index) => {
      const value = String(index + 1);
      const text = t(
        index === 0 ? 'form.worst' : index + 1 === scale ? 'form.best' : 'form.number',
        { value },
      );
      return { value, answer: index + 1, text };
    }),
  });

/** The members of a command that were given. */
export const given = (raw: Raw, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const text = one(raw, name);
      return text === '' ? [] : [[name, text] as const];
    }),
  );
