import type { Field } from '../forms/field.js';

interface Question {
  readonly name: string;
  readonly kind: Field['kind'];
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly either?: true;
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  readonly maxLength?: number;
}

/** A question that every application has, whatever the service asks. */
export const question = ({
  name,
  required = false,
  choices = [],
  maxLength = 500,
  ...rest
}: Question): Field => ({
  ...rest,
  name,
  path: [],
  required,
  choices: choices.map((choice) => ({ ...choice, answer: choice.value })),
  schema: { type: 'string', maxLength },
});
