import type { z } from 'zod';
import { assertCanonical, NotCanonicalError } from '../../domain/kernel/codec.js';
import { faultCount, issueWords } from '../../domain/kernel/issue-words.js';
import { pointerSegment, type Json } from '../../domain/kernel/json.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Err, type Result } from '../../domain/kernel/result.js';
import { rejectRequest } from './rejections.js';

const mostFaults = 50;

type Schemas = Readonly<Record<string, z.ZodType>>;

/** The union of `{ operation, body }` over a table of operations. */
export type CommandOf<S extends Schemas> = {
  [O in keyof S & string]: { readonly operation: O; readonly body: z.output<S[O]> };
}[keyof S & string];

export interface Parsed<Command> {
  readonly command: Command;
  /** The body as it came, known to be JSON. */
  readonly body: Json | undefined;
}

/** JSON pointer (RFC 6901) of a place in the body; `''` is the body itself. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => pointerSegment(String(part))).join('');

export interface BodyFault {
  readonly pointer: string;
  readonly message: string;
}

/** Each fault of a parse by its place; an unknown field by its own. */
export const faultsOf = (issue: z.core.$ZodIssue): readonly BodyFault[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        pointer: pointerOf([...issue.path, key]),
        message: issue.message,
      }))
    : [{ pointer: pointerOf(issue.path), message: issue.message }];

/** A rejection that lists every fault (at most 50) by its place in the body. */
export function invalidBody(faults: readonly BodyFault[]): Err<Rejection> {
  const first = faults[0];
  return rejectRequest(
    'invalid',
    {
      faults: faultCount(faults.length),
      first: first === undefined ? '' : `${first.pointer || 'the body'} ${first.message}`,
    },
    {
      ...(first === undefined ? {} : { pointer: first.pointer }),
      faults: faults.slice(0, mostFaults),
    },
  );
}

/**
 * Makes the reader of one aggregate's commands from its table of operations and body schemas.
 *
 * @example
 * const parse = commandParser('case', caseCommandSchemas);
 * parse('act', { action: 'send' });
 */
export function commandParser<const S extends Schemas>(aggregate: string, schemas: S) {
  return (operation: string, body: unknown): Result<Parsed<CommandOf<S>>, Rejection> => {
    const schema = Object.hasOwn(schemas, operation) ? schemas[operation] : undefined;
    if (schema === undefined) return rejectRequest('unknown-operation', { aggregate, operation });
    // First, since a schema would follow a body to any depth.
    const plain = plainJson(body);
    if (!plain.ok) return plain;
    const parsed = schema.safeParse(body, { error: issueWords });
    if (!parsed.success) return invalidBody(parsed.error.issues.flatMap(faultsOf));
    // The pair is a member of the union by construction; the compiler can't follow the lookup.
    const command = { operation, body: parsed.data } as CommandOf<S>;
    return ok({ command, body: plain.value });
  };
}

/** Refuses what a schema lets through but the log can't carry, such as half a surrogate pair. */
export function plainJson(body: unknown): Result<Json | undefined, Rejection> {
  if (body === undefined) return ok(undefined);
  try {
    assertCanonical(body);
    return ok(body);
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    return invalidBody([{ pointer: error.pointer, message: error.message }]);
  }
}
