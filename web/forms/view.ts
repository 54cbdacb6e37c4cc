import type { FieldError } from '../base/answer.js';
import type { Say } from '../base/language.js';
import { many, one, type Raw } from '../base/visit.js';
import { anchorOf } from './check.js';
import { documentIn } from './documents.js';
import type { Field } from './field.js';
import { exampleOf, symbolOf } from './money.js';
import { datePartsOf } from './read.js';

/** More choices than this are a list to pick from, fewer are all shown. */
const mostRadios = 8;

type Component = 'input' | 'textarea' | 'date' | 'radios' | 'select' | 'checkboxes' | 'file';

/** A field as `components/field.njk` draws it. */
export interface FieldView {
  readonly component: Component;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly value: string;
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly checked: boolean;
  }[];
  /** Of a date: its three inputs. */
  readonly parts: readonly { readonly name: string; readonly value: string }[];
  readonly type: string;
  readonly inputmode: string | undefined;
  /** Of money: the sign of its currency. */
  readonly prefix: string | undefined;
  readonly autocomplete: string | undefined;
  readonly narrow: boolean;
  /** Whether its label says all that the page's heading would. */
  readonly heading: boolean;
  /** Name of the file that was given before. */
  readonly given: string | undefined;
}

const componentOf = ({ kind, choices }: Field): Component => {
  switch (kind) {
    case 'long-text':
    case 'lines':
      return 'textarea';
    case 'date':
      return 'date';
    case 'yes-no':
      return 'radios';
    case 'choices':
    case 'confirm':
      return 'checkboxes';
    case 'file':
      return 'file';
    case 'choice':
      return choices.length > mostRadios ? 'select' : 'radios';
    default:
      return 'input';
  }
};

const autocompletes: Readonly<Record<string, string>> = {
  name: 'name',
  phone: 'tel',
  email: 'email',
  address: 'street-address',
};

function itemsOf(field: Field, raw: Raw, t: Say): FieldView['items'] {
  const chosen = many(raw, field.name);
  const item = (value: string, text: string) => ({
    value,
    text,
    checked: chosen.includes(value) || (value === '' && chosen.length === 0),
  });
  if (field.kind === 'yes-no') return [item('yes', t('form.yes')), item('no', t('form.no'))];
  if (field.kind === 'confirm') return [item('yes', t('form.confirm'))];
  const named = field.choices.some(({ value }) => value === '');
  const none = componentOf(field) === 'select' && !named ? [item('', t('form.choose'))] : [];
  return [...none, ...field.choices.map(({ value, text }) => item(value, text))];
}

function hintOf({ hint, kind, required, currency, schema }: Field, t: Say): string | undefined {
  if (hint !== undefined) return hint;
  if (currency !== undefined)
    return t('form.moneyHint', { currency: symbolOf(currency), example: exampleOf(currency) });
  if (kind === 'date') return t(schema.past === true ? 'form.pastDateHint' : 'form.dateHint');
  if (kind === 'lines') return t('form.linesHint');
  return kind === 'choices' && !required ? t('form.choicesHint') : undefined;
}

const typeOf = (name: string, kind: Field['kind']): string => {
  if (kind === 'email') return 'email';
  return name === 'phone' ? 'tel' : 'text';
};

const labelOf = ({ label, required, either }: Field, t: Say): string =>
  required || either === true ? label : t('form.optional', { label });

interface Shown {
  readonly errors: readonly FieldError[];
  readonly t: Say;
  /** Heading of the page. */
  readonly title?: string;
}

/** Fields with what was posted to them and what is wrong with it. */
export const fieldViews = (
  fields: readonly Field[],
  raw: Raw,
  { errors, t, title = '' }: Shown,
): readonly FieldView[] =>
  fields.map((field) => {
    const { name, kind, label, currency } = field;
    const anchor = anchorOf(field);
    const isNumber = kind === 'number' || kind === 'money';
    const bare = name.split('.').at(-1) ?? name;
    return {
      component: componentOf(field),
      name,
      id: `field-${name}`,
      label: labelOf(field, t),
      hint: hintOf(field, t),
      error: errors.find(({ href }) => href === anchor)?.text,
      value: one(raw, name),
      items: itemsOf(field, raw, t),
      parts: datePartsOf(raw, name).map(([part, value]) => ({ name: part, value })),
      type: typeOf(bare, kind),
      inputmode: isNumber ? 'decimal' : undefined,
      prefix: currency && symbolOf(currency),
      autocomplete: autocompletes[bare],
      narrow: isNumber,
      heading: label === title,
      given: kind === 'file' ? documentIn(one(raw, name))?.name : undefined,
    };
  });

/** Whether a form with these fields must be sent with files. */
export const withFiles = (fields: readonly FieldView[]): boolean =>
  fields.some(({ component }) => component === 'file');
