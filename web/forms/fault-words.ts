import type { FormFaultCode } from '../../domain/kernel/form/index.js';
import type { InputFault } from '../../domain/kernel/rejection.js';
import type { Visit } from '../base/visit.js';

/** What the pages say of each thing that can be wrong with an answer. */
export const faultKeys: Readonly<Record<FormFaultCode, string>> = {
  required: 'fault.enter',
  dependent: 'fault.enter',
  'not-asked': 'fault.notAsked',
  'field-name': 'fault.notAsked',
  type: 'fault.type',
  choice: 'fault.choose',
  constant: 'fault.constant',
  short: 'fault.short',
  long: 'fault.long',
  pattern: 'fault.pattern',
  format: 'fault.format',
  least: 'fault.least',
  most: 'fault.most',
  above: 'fault.above',
  below: 'fault.below',
  'not-earlier': 'fault.notEarlier',
  'not-later': 'fault.notLater',
  later: 'fault.later',
  earlier: 'fault.earlier',
  'to-come': 'fault.toCome',
  multiple: 'fault.multiple',
  'few-entries': 'fault.fewEntries',
  'many-entries': 'fault.manyEntries',
  twice: 'fault.twice',
  'few-fitting': 'fault.fewFitting',
  'few-fields': 'fault.incomplete',
  'many-fields': 'fault.notAsked',
  'no-form': 'fault.pattern',
  'several-forms': 'fault.pattern',
  'ruled-out': 'fault.ruledOut',
  other: 'fault.pattern',
};

const keyOf = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(faultKeys, code)
    ? faultKeys[code as FormFaultCode]
    : undefined;

/** Types and formats are words, too. */
function valuesOf({ code, values = {} }: InputFault, { t }: Pick<Visit, 't'>) {
  const named = values[code ?? ''];
  if ((code !== 'type' && code !== 'format') || typeof named !== 'string') return values;
  const words = named.split(',').map((one) => t(`fault.${code}.${one}`));
  return { [code]: words.join(' / ') };
}

/**
 * A fault of an answer in the visitor's language. What has no code is said in English where that is read, and
 * elsewhere only that the answer was not accepted.
 */
export function faultWords(
  visit: Pick<Visit, 't' | 'language'>,
  label: string,
  fault: InputFault,
): string {
  const key = keyOf(fault.code);
  if (key !== undefined) return visit.t(key, { label, ...valuesOf(fault, visit) });
  return visit.language === 'en'
    ? visit.t('fault.said', { label, message: fault.message })
    : visit.t('fault.refused', { label });
}
