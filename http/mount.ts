import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { plainJson } from '../commands/pipeline/parse.js';
import { issueWords } from '../domain/kernel/issue-words.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { isPosition, type Position } from '../domain/kernel/ids.js';
import type { Authenticator } from './authenticate.js';
import { faultsOf, invalidParameters } from './faults.js';
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
  const parsed = schema.safeParse(value, { error: issueWords });
  return parsed.success ? ok(parsed.data) : invalidParameters(faultsOf(parsed.error));
}

/** RFC 9110 section 13.1.1, one strong or weak ETag; the tag is the revision. */
function parseIfMatch(header: string | undefined): Result<bigint | undefined, Rejection> {
  if (header === undefined) return ok(undefined);
  const tag = /^(?:W\/)?"(\d{1,18})"$/.exec(header.trim())?.[1];
  return tag === undefined ? refuse('invalid-precondition') : ok(BigInt(tag));
}

/** Nobody waits for what can never come. */
const parsePosition = (text: string | undefined): Result<Position | undefined, Rejection> =>
  text === undefined || isPosition(text) ? ok(text) : refuse('invalid-position');

const spacedOffset = /^(\d{4}-\d\d-\d\dT[\d:.]+) (\d\d:\d\d)$/;

/** The plus of a time's offset, typed into an address as it is, arrives as a space. */
const asTyped = (query: Request['query']): Request['query'] =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(spacedOffset, '$1+$2') : value,
    ]),
  );

const bearer = (request: Request): Result<string, Rejection> => {
  const { authorization = '' } = request.headers;
  const token = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(authorization)?.[1];
  if (token !== undefined) return ok(token);
  const reason =
    authorization === '' ? 'The request has none.' : 'What the request has is not one.';
  return refuse('unauthenticated', { reason });
};

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
  const caller = unwrap(await authenticator.verify(unwrap(bearer(request))));
  const idempotencyKey = header(request, 'Idempotency-Key', longestKey);
  if (route.writes === true && idempotencyKey === undefined)
    throw new RejectedError(refuse('idempotency-key-required').error);
  return {
    params: unwrap(parse(route.params, request.params)) as never,
    query: unwrap(parse(route.query, asTyped(request.query))) as never,
    body: (route.bodyCheckedByPipeline === true
      ? (request.body as unknown)
      : unwrap(parse(route.bodyReadAs ?? route.body, request.body))) as never,
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

/** A router for each first part of a path, so that a request is compared with few routes; with the rest of the path. */
function byFirstPart(router: Router) {
  const routers = new Map<string, Router>();
  return (path: string): { readonly parts: Router; readonly rest: string } => {
    const first = /^\/[^/]+/.exec(path)?.[0] ?? '/';
    const parts = routers.get(first) ?? Router();
    if (!routers.has(first)) router.use(first, parts);
    routers.set(first, parts);
    const rest = path.slice(first.length).replace(/\{(\w+)\}/g, ':$1');
    return { parts, rest: rest === '' ? '/' : rest };
  };
}

/** What a process leaves to others of the same city. */
export interface Elsewhere {
  readonly routes: readonly Pick<AnyRoute, 'method' | 'path'>[];
  readonly code: 'only-reads' | 'only-writes';
}

export interface Mounted {
  readonly routes: readonly AnyRoute[];
  readonly elsewhere?: Elsewhere | undefined;
}

const methodsByPath = (routes: Elsewhere['routes']): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes)
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  return methods;
};

/** Puts the routes on a router; a known path with another method, or of another process, answers 405 with `Allow`. */
export function mount(
  router: Router,
  { routes, elsewhere = { routes: [], code: 'only-reads' } }: Mounted,
  authenticator: Authenticator,
): void {
  const under = byFirstPart(router);
  for (const route of routes) {
    const { parts, rest } = under(route.path);
    parts[route.method](rest, handler(route, authenticator));
  }
  const here = methodsByPath(routes);
  const there = methodsByPath(elsewhere.routes);
  for (const path of new Set([...here.keys(), ...there.keys()])) {
    const { parts, rest } = under(path);
    parts.all(rest, ({ method }: Request, response: Response) => {
      response.set('Allow', (here.get(path) ?? []).join(', '));
      const code = there.get(path)?.includes(method) ? elsewhere.code : 'method-not-allowed';
      const methods = [...(here.get(path) ?? []), ...(there.get(path) ?? [])].join(', ');
      throw new RejectedError(refuse(code, { method, methods }).error);
    });
  }
}
