import type { DocumentRule } from '../../domain/service/schema/index.js';
import type { Visit } from '../base/visit.js';
import { one, type Raw } from '../base/visit.js';
import { documentIn, kindsOfFile, megabytes, type FormDocument } from './documents.js';
import type { Field } from './field.js';

const prefix = 'document.';

const nameOf = (kind: string): string => `${prefix}${kind}`;

/** A file that is asked for. */
export function documentField(
  { t, say }: Visit,
  { kind, title, types, size }: DocumentRule,
  required: boolean,
): Field {
  const limit = { types: kindsOfFile(types), size: megabytes(size) };
  return {
    name: nameOf(kind),
    path: [],
    kind: 'file',
    label: say(title),
    hint: t('form.file.limit', { ...limit, types: limit.types || t('form.file.anyType') }),
    required,
    choices: [],
    schema: { types, size },
  };
}

/** A document as a command names it. */
export type NamedDocument = FormDocument & { readonly kind: string };

/** The documents of these kinds that were given. */
export const documentsIn = (kinds: readonly string[], raw: Raw): readonly NamedDocument[] =>
  kinds.flatMap((kind) => {
    const document = documentIn(one(raw, nameOf(kind)));
    return document === undefined ? [] : [{ kind, ...document }];
  });
