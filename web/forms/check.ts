import { pointerSegment } from '../../domain/kernel/json.js';
import type { InputFault, Rejection } from '../../domain/kernel/rejection.js';
import type { FieldError } from '../base/answer.js';
import type { Say } from '../base/language.js';
import type { Raw, Visit } from '../base/visit.js';
import { isKnownRejection, rejectionWords } from '../words/rejection-words.js';
import { faultIn } from './fault.js';
import { faultWords } from './fault-words.js';
import type { Field } from './field.js';
import { readField } from './read.js';

/** Address of the first input of a field: where its error leads. */
export const anchorOf = ({ name, kind }: Pick<Field, 'name' | 'kind'>): string =>
  `#field-${name}${kind === 'date' ? '-day' : ''}`;

/** One error for each of the fields whose answer is not as asked for. */
export const fieldErrors = (fields: readonly Field[], raw: Raw, t: Say): readonly FieldError[] =>
  fields.flatMap((field) => {
    const text = faultIn(field, readField(field, raw), t);
    return text === undefined ? [] : [{ href: anchorOf(field), text }];
  });

/** Where and what a rejection found wrong, each place once. */
export function faultsIn({ faults, pointer, message }: Rejection): readonly InputFault[] {
  if (faults !== undefined && faults.length > 0) return faults;
  return pointer === undefined ? [] : [{ pointer, message }];
}

const pointerOf = ({ path }: Field, at: string): string => at + path.map(pointerSegment).join('');

/**
 * The errors of a rejection at the fields that it points to.
 *
 * @param at JSON pointer of the fields' answers within the command: `/answers`
 */
export const rejectedFields = (
  fields: readonly Field[],
  rejection: Rejection,
  at: string,
  visit: Pick<Visit, 't' | 'language'>,
): readonly FieldError[] =>
  fields.flatMap((field) => {
    const own = pointerOf(field, at);
    const fault = faultsIn(rejection).find(
      ({ pointer }) => pointer === own || pointer.startsWith(`${own}/`),
    );
    if (fault === undefined) return [];
    // A rejection that is about one field alone has words of its own.
    const text =
      fault.code === undefined && isKnownRejection(rejection) && rejection.faults === undefined
        ? rejectionWords(visit, rejection)
        : faultWords(visit, field.label, fault);
    return [{ href: anchorOf(field), text }];
  });
