import { err, type Err } from './result.js';
import type { Text } from './text.js';

/** What a caller can do about a rejection; the HTTP layer alone turns it into a status. */
export type RejectionKind = 'invalid' | 'conflict' | 'forbidden' | 'missing';

/** A rule's "no": a stable code, words for a person, and where in the input the cause lies. */
export interface Rejection {
  readonly code: string;
  readonly kind: RejectionKind;
  readonly message: string;
  /** JSON pointer (RFC 6901) into the command's body. */
  readonly pointer?: string;
  /** What would be allowed instead, as codes. */
  readonly allowed?: readonly string[];
  /** Further faults found in the same input. */
  readonly faults?: readonly InputFault[];
  /** Why, in the words of a definition and the languages that it has. */
  readonly text?: Text;
}

/** One fault of an input: where, and what. */
export interface InputFault {
  readonly pointer: string;
  readonly message: string;
  /** Of a closed set, with what belongs to it, where the fault can be said in other words. */
  readonly code?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type RejectionDetails = Pick<Rejection, 'pointer' | 'allowed' | 'faults' | 'text'>;

interface RejectionDefinition {
  readonly kind: RejectionKind;
  /** Sentence with `{name}` places. */
  readonly message: string;
}

const catalogue = new Map<string, RejectionDefinition>();

const fill = (
  template: string,
  values: Readonly<Record<string, string | number | boolean>>,
): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));

function declare(code: string, definition: RejectionDefinition): void {
  const known = catalogue.get(code);
  if (
    known !== undefined &&
    (known.kind !== definition.kind || known.message !== definition.message)
  )
    throw new RangeError(`Rejection ${code} is declared twice, differently`);
  catalogue.set(code, definition);
}

/**
 * Declares the rejections of a context once, and returns a function that builds them.
 *
 * @throws RangeError when a code was declared before with another kind or message.
 * @example
 * const reject = defineRejections('case', { closed: { kind: 'conflict', message: 'Case {reference} is closed.' } });
 * return reject('closed', { reference }, { allowed: ['reopen'] });
 */
export function defineRejections<const Codes extends Readonly<Record<string, RejectionDefinition>>>(
  context: string,
  definitions: Codes,
) {
  for (const [name, definition] of Object.entries(definitions))
    declare(`${context}.${name}`, definition);
  return (
    name: keyof Codes & string,
    values: Readonly<Record<string, string | number | boolean>> = {},
    details: RejectionDetails = {},
  ): Err<Rejection> => {
    const definition = definitions[name];
    if (definition === undefined) throw new RangeError(`No rejection ${context}.${name}`);
    const message = fill(definition.message, values);
    return err({ code: `${context}.${name}`, kind: definition.kind, message, ...details });
  };
}

/** Every rejection declared by the modules loaded so far, sorted by code: the source of the error catalogue. */
export const declaredRejections = (): readonly (RejectionDefinition & {
  readonly code: string;
})[] =>
  [...catalogue]
    .map(([code, definition]) => ({ code, ...definition }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
