import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { plainJson } from '../commands/pipeline/parse.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Position } from '../domain/kernel/ids.js';
import type { Authenticator } from './authenticate.js';
import { faultsOf } from './faults.js';
import { RejectedError } from './problem.js';
import { refuse } from './rejections.js';
import type { AnyRoute, Call, Reply } from './route.js';
import { requestIdOf } from './request-id.js';

const unwrap = <T>(result: Result<T, Rejection>): T => {
  if (!result.ok) throw new RejectedError(result.error);
  return result.value;
};

/** Checks parameters, or a body that no command does: first that a store could hold it, then its shape. */
function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): Result<T, Rejection> {
  if (schema === undefined) return ok(undefined as T);
  const plain = plainJson(value);
  if (!plain.ok) return plain;
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const faults = faultsOf(parsed.error);
  return refuse('invalid-parameter', {}, { faults, pointer: faults[0]?.pointer ?? '' });
}

/** RFC 9110 section 13.1.1, one strong or weak ETag; the tag is the revision. */
function parseIfMatch(header: string | undefined): Result<bigint | undefined, Rejection> {
  if (header === undefined) return ok(undefined);
  const tag = /^(?:W\/)?"(\d{1,18})"$/.exec(header.trim())?.[1];
  return tag === undefined ? refuse('invalid-precondition') : ok(BigInt(tag));
}

/** Positions are opaque; this only keeps odd text out of comparisons and logs. */
const parsePosition = (text: string | undefined): Result<Position | undefined, Rejection> =>
  text === undefined || /^[\w.:/-]{1,100}$/.test(text)
    ? ok(text as Position | undefined)
    : refuse('invalid-position');

const bearer = (request: Request): string =>
  /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';

const longestKey = 200;
const longestPosition = 100;

const header = (request: Request, name: string, longest: number): string | undefined => {
  const value = request.get(name)?.trim();
  if (value === undefined || value === '') return undefined;
  // Cutting it would make one of two keys.
  if (value.length > longest)
    throw new RejectedError(refuse('header-too-long', { name, longest }).error);
  return value;
};

async function callOf(
  route: AnyRoute,
  request: Request,
  authenticator: Authenticator,
): Promise<Call<never, never, never>> {
  const token = bearer(request);
  const caller = unwrap(
    token === '' ? refuse('unauthenticated', { reason: '' }) : await authenticator.verify(token),
  );
  const idempotencyKey = header(request, 'Idempotency-Key', longestKey);
  if (route.writes === true && idempotencyKey === undefined)
    throw new RejectedError(refuse('idempotency-key-required').error);
  return {
    params: unwrap(parse(route.params, request.params)) as never,
    query: unwrap(parse(route.query, request.query)) as never,
    body: (route.bodyCheckedByPipeline === true
      ? (request.body as unknown)
      : unwrap(parse(route.body, request.body))) as never,
    caller,
    requestId: requestIdOf(request),
    idempotencyKey,
    ifMatch: unwrap(parseIfMatch(request.get('if-match'))),
    atLeast: unwrap(parsePosition(header(request, 'At-Least-Position', longestPosition))),
    languages: request.acceptsLanguages(),
    url: request.originalUrl,
  };
}

function send(response: Response, reply: Reply): void {
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.body === undefined) response.end();
  else response.json(reply.body);
}

const handler =
  (route: AnyRoute, authenticator: Authenticator): RequestHandler =>
  async (request, response) => {
    const call = await callOf(route, request, authenticator);
    send(response, unwrap(await route.handle(call)));
  };

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Puts the routes on a router; a known path with another method answers 405 with `Allow`. */
export function mount(
  router: Router,
  routes: readonly AnyRoute[],
  authenticator: Authenticator,
): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const path = expressPath(route.path);
    router[route.method](path, handler(route, authenticator));
    methods.set(path, [...(methods.get(path) ?? []), route.method.toUpperCase()]);
  }
  for (const [path, allowed] of methods)
    router.all(path, (request: Request, response: Response) => {
      response.set('Allow', allowed.join(', '));
      throw new RejectedError(refuse('method-not-allowed', { method: request.method }).error);
    });
}
