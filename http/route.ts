import type { z } from 'zod';
import type { Caller } from '../commands/dispatch.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Result } from '../domain/kernel/result.js';
import type { Position } from '../domain/kernel/ids.js';

/** What a handler gets: parsed, checked, and nothing of Express. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly requestId: string;
  /** `Idempotency-Key`. */
  readonly idempotencyKey: string | undefined;
  /** Revision of `If-Match`. */
  readonly ifMatch: bigint | undefined;
  /** `At-Least-Position`. */
  readonly atLeast: Position | undefined;
  /** `Accept-Language`, best first. */
  readonly languages: readonly string[];
  /** Address of the request, with its query. */
  readonly url: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ResponseDoc {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly headers?: readonly string[];
  /** Parameter of other operations' paths → where the body tells it, as a JSON pointer. */
  readonly tells?: Readonly<Record<string, string>>;
}

type Shape = z.ZodObject;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/**
 * One operation of the API: what it takes, what it answers, and how. The Express route and the
 * OpenAPI document both come from it, so they cannot differ.
 */
export interface Route<
  P extends Shape | undefined = Shape | undefined,
  Q extends Shape | undefined = Shape | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** `/cases/{reference}` */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A body that it could take, for the document. */
  readonly example?: object;
  /** Changes something: takes an `Idempotency-Key` and may take `If-Match`. */
  readonly writes?: boolean;
  /** Answers from no read model, so there is nothing to wait for: takes no `At-Least-Position`. */
  readonly waits?: false;
  /** A command's body is checked by the pipeline, once; here it only documents. */
  readonly bodyCheckedByPipeline?: boolean;
  /** What the body is read as, where whoever answers says better what is wrong with the rest of it. */
  readonly bodyReadAs?: z.ZodType;
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  readonly handle: (
    call: Call<Parsed<P>, Parsed<Q>, Parsed<B>>,
  ) => Promise<Result<Reply, Rejection>>;
}

/** A route of any shape, as lists hold it. */
export type AnyRoute = Omit<Route, 'handle'> & {
  readonly handle: (call: Call<never, never, never>) => Promise<Result<Reply, Rejection>>;
};

/** Checks a route's types where it is written. */
export const route = <
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  definition: Route<P, Q, B>,
): AnyRoute => definition;
