import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../commands/ports/logger.js';
import { problemOfFault, problemOfRejection, RejectedError, type Problem } from './problem.js';
import { refuse } from './rejections.js';
import { requestIdOf } from './request-id.js';

const send = (response: Response, problem: Problem): void => {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

/** No route took the request. */
export const notFound: RequestHandler = (request) => {
  throw new RejectedError(refuse('not-found', { path: request.path.slice(0, 200) }).error);
};

/** No route of the API took the request. */
export const noOperation: RequestHandler = ({ baseUrl, path }) => {
  const asked = `${baseUrl}${path}`.replace(/\/$/, '').slice(0, 200);
  throw new RejectedError(refuse('no-operation', { path: asked }).error);
};

/** The one place where an error becomes a reply. */
export const problems =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (!response.headersSent) answer(logger, error, { request, response });
    // Of a request that was answered before it had arrived, its parser is the last to learn.
    else if (!response.writableEnded) next(error);
  };

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

function answer(logger: Logger, error: unknown, { request, response }: Exchange): void {
  const id = requestIdOf(request);
  if (error instanceof RejectedError) {
    if (error.rejection.code === 'http.unauthenticated')
      response.set('WWW-Authenticate', 'Bearer realm="charter"');
    const problem = problemOfRejection(error.rejection, id);
    if (problem.status === 503) response.set('Retry-After', '1');
    send(response, problem);
    return;
  }
  if (error instanceof URIError) {
    send(response, problemOfRejection(refuse('not-found', { path: request.path }).error, id));
    return;
  }
  const { problem, retryAfter } = problemOfFault(error, id);
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  if (problem.status === 500) logger.error({ err: error, requestId: id }, 'request failed');
  send(response, problem);
}
