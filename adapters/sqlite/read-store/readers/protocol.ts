/** What is said between a caller and a reader in a thread or process of its own. */
import {
  Fault,
  NotServedError,
  QueryError,
  type QueryProblem,
} from '../../../../domain/kernel/faults.js';
import type { CollectionDefinition } from '../../../../projections/read-store.js';
import type { Reader } from '../reader.js';

export type Operation = 'versions' | 'getMany' | 'find' | 'count' | 'aggregate';

/** A call of one of the reader's methods. */
export interface Request {
  readonly id: number;
  readonly operation: Operation;
  /** The collection that is asked, for all but `versions`. */
  readonly about?: About;
  readonly input: readonly unknown[];
}

/** A version of a collection. Its definition comes along only when the reader has not heard of it: it is long. */
export interface About {
  readonly version: string;
  readonly definition?: CollectionDefinition;
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

/** Carries requests out. */
export class Answers {
  readonly #definitions = new Map<string, CollectionDefinition>();

  constructor(private readonly reader: Reader) {}

  /** Never throws. */
  to({ id, operation, about, input }: Request): Reply {
    try {
      // The caller's types are those of the reader's methods.
      const method = this.reader[operation].bind(this.reader) as (...all: unknown[]) => unknown;
      return { id, value: about ? method(this.#known(about), ...input) : method(...input) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  }

  #known({ version, definition }: About): CollectionDefinition | undefined {
    if (definition !== undefined) this.#definitions.set(version, definition);
    return this.#definitions.get(version);
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
