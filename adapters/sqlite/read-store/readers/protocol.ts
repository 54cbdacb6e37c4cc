/** What is said between a caller and a reader in a thread or process of its own. */
import {
  Fault,
  NotServedError,
  QueryError,
  type QueryProblem,
} from '../../../../domain/kernel/faults.js';
import type { Reader } from '../reader.js';

export type Operation = 'versions' | 'getMany' | 'find' | 'count' | 'aggregate';

/** A call of one of the reader's methods. */
export interface Request {
  readonly id: number;
  readonly operation: Operation;
  readonly input: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error as data. */
export interface Failure {
  readonly code?: string;
  readonly message: string;
  readonly problems?: readonly QueryProblem[];
  readonly projection?: string;
}

/** Ends the reader, once it is done with what it does. */
export const closing = 'close';

/** Carries a request out. Never throws. */
export function answer(reader: Reader, { id, operation, input }: Request): Reply {
  try {
    // The caller's types are those of the reader's methods.
    const method = reader[operation].bind(reader) as (...input: readonly unknown[]) => unknown;
    return { id, value: method(...input) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof QueryError) return { code: error.code, message, problems: error.problems };
  if (error instanceof NotServedError)
    return { code: error.code, message, projection: error.projection };
  return { message, ...(error instanceof Fault && { code: error.code }) };
}

export function errorOf({ problems, projection, message }: Failure): Error {
  if (problems !== undefined) return new QueryError(problems);
  if (projection !== undefined) return new NotServedError(projection);
  return new Error(`The read store failed: ${message}`);
}
