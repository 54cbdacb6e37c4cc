import type { FieldError } from '../base/answer.js';
import { one, type Visit } from '../base/visit.js';
import { fieldErrors } from '../forms/check.js';
import type { Field } from '../forms/field.js';
import type { Offered } from './application.js';
import type { DraftValues } from './drafts.js';
import { question } from './question.js';

const isRequired = ({ service }: Offered): boolean => service.definition.place === 'required';

/** Asks where the matter is: an address, an area, or both. */
export function placeFields({ t }: Visit, offered: Offered): readonly Field[] {
  const { areas } = offered;
  const required = isRequired(offered);
  const either = required && areas.length > 0 && { either: true as const };
  const address = question({
    name: 'address',
    kind: 'long-text',
    label: t('apply.place.address'),
    hint: t('apply.place.addressHint'),
    required: required && areas.length === 0,
    ...either,
  });
  if (areas.length === 0) return [address];
  const area = question({
    name: 'area',
    kind: 'choice',
    label: t('apply.place.area'),
    hint: t(required ? 'apply.place.areaEnough' : 'apply.place.areaHint'),
    choices: areas.map(({ code, text }) => ({ value: code, text })),
    ...either,
  });
  return [address, area];
}

/** What is wrong with the place, also that none was given where the service needs one. */
export function placeErrors(
  visit: Visit,
  offered: Offered,
  given: DraftValues,
): readonly FieldError[] {
  const errors = fieldErrors(placeFields(visit, offered), given, visit.t);
  const said = ['address', 'area'].some((name) => one(given, name) !== '');
  return said || errors.length > 0 || !isRequired(offered)
    ? errors
    : [{ href: '#field-address', text: visit.t('fault.place') }];
}
