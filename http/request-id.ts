import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const ids = new WeakMap<Request, string>();

/** The request's id: the caller's `X-Request-Id` where it is a plain token, else a new UUID. */
export const requestIdOf = (request: Request): string => {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const offered = request.get('x-request-id');
  const id = offered !== undefined && /^[\w.-]{8,100}$/.test(offered) ? offered : randomUUID();
  ids.set(request, id);
  return id;
};

/** Names every reply's request, so that a person can quote it and a log can be searched for it. */
export const requestId: RequestHandler = (request, response, next) => {
  response.set('X-Request-Id', requestIdOf(request));
  next();
};
