import { z } from 'zod';
import { Fault, QueryError, StoreBusyError } from '../domain/kernel/faults.js';
import { faultCount } from '../domain/kernel/issue-words.js';
import type { Rejection, RejectionKind } from '../domain/kernel/rejection.js';

/** Problem details (RFC 9457) with Charter's stable `code`, and a pointer to each fault in the request. */
export const problemSchema = z
  .object({
    type: z.string().describe('Address of the page that explains the code'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; made for programs'),
    detail: z.string().describe('What to do about it; made for people'),
    instance: z.string().describe('Id of the request, as in the logs'),
    pointer: z
      .string()
      .optional()
      .describe('JSON pointer (RFC 6901) into the request body, or /name of a parameter'),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    allowed: z.array(z.string()).optional().describe('What would be possible instead'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

/** The one mapping of rejections to HTTP. */
const statusOfKind: Readonly<Record<RejectionKind, number>> = {
  invalid: 422,
  conflict: 409,
  forbidden: 403,
  missing: 404,
};

/** Codes whose status is more exact than their kind's. */
const statusOfCode: Readonly<Record<string, number>> = {
  'http.unauthenticated': 401,
  'reference.malformed': 404,
  'reference.mistyped': 404,
  'http.method-not-allowed': 405,
  'http.only-reads': 405,
  'http.only-writes': 405,
  'http.too-large': 413,
  'http.unsupported-media-type': 415,
  'http.malformed-json': 400,
  'http.invalid-parameter': 400,
  'http.idempotency-key-required': 400,
  'http.invalid-precondition': 400,
  'http.invalid-position': 400,
  'http.header-too-long': 400,
  'http.rate-limited': 429,
  'http.busy': 503,
  'http.headers-too-large': 431,
  'http.request-timeout': 408,
  'http.malformed-request': 400,
  'http.uploads-busy': 503,
  'http.not-yet-readable': 503,
  'request.invalid': 400,
  'request.precondition-failed': 412,
  'query.invalid': 400,
};

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Not possible now',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not accepted',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Try again shortly',
};

export const titleOf = (status: number): string => titles[status] ?? 'Error';

export const statusOf = (rejection: Pick<Rejection, 'code' | 'kind'>): number =>
  statusOfCode[rejection.code] ?? statusOfKind[rejection.kind];

/** A rejection travelling through code that can only throw, such as middleware. */
export class RejectedError extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

const withoutAbsent = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;

export function problemOfRejection(rejection: Rejection, requestId: string): Problem {
  const status = statusOf(rejection);
  return withoutAbsent({
    type: `/problems/${rejection.code}`,
    title: titleOf(status),
    status,
    code: rejection.code,
    detail: rejection.message,
    instance: requestId,
    pointer: rejection.pointer,
    errors: rejection.faults?.map(({ pointer, message }) => ({ pointer, detail: message })),
    allowed: rejection.allowed === undefined ? undefined : [...rejection.allowed],
  });
}

/** A retryable fault is a 503 with a `Retry-After`; any other is a 500 that says nothing of the inside. */
export function problemOfFault(
  error: unknown,
  requestId: string,
): { readonly problem: Problem; readonly retryAfter?: number } {
  if (error instanceof QueryError) return { problem: problemOfQuery(error, requestId) };
  if (error instanceof Fault && error.retryable)
    return {
      problem: fault(503, error.code, error.message, requestId),
      retryAfter: error instanceof StoreBusyError ? error.retryAfterSeconds : 1,
    };
  if (hasCode(error, 'event.unknown'))
    return {
      problem: fault(503, 'event.unknown', 'This needs a newer version of Charter.', requestId),
      retryAfter: 30,
    };
  return {
    problem: fault(500, 'internal', `Something went wrong. Quote ${requestId}.`, requestId),
  };
}

function problemOfQuery({ code, problems }: QueryError, instance: string): Problem {
  const { pointer = '', message = '', allowed } = problems[0] ?? {};
  const words = `The query has ${faultCount(problems.length)}: ${pointer || 'it'} ${message}.`;
  return withoutAbsent({
    ...fault(400, code, words, instance),
    pointer,
    errors: problems.map((each) => ({ pointer: each.pointer, detail: each.message })),
    allowed: allowed === undefined ? undefined : [...allowed],
  });
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const fault = (status: number, code: string, detail: string, instance: string): Problem => ({
  type: `/problems/${code}`,
  title: titleOf(status),
  status,
  code,
  detail,
  instance,
});
