import type { Request, RequestHandler } from 'express';
import { RejectedError } from './problem.js';
import { refuse } from './rejections.js';

/** A request that has not arrived whole after this time keeps its place only while there are others. */
const patienceMilliseconds = 1_000;

interface Place {
  readonly since: number;
  readonly giveUp: () => void;
}

/**
 * Takes so many requests at once and refuses those beyond, at once and with nothing done: under more load than it can
 * bear a process goes on answering as many as it can. Before that, those that keep it waiting for their bodies are
 * given up, oldest first: whoever sends a thousand bodies drop by drop must not keep out everybody else.
 */
export function atOnce(most: number): RequestHandler {
  const underWay = new Map<Request, Place>();
  return (request, response, next) => {
    if (underWay.size >= most && !makeRoom(underWay)) throw new RejectedError(refuse('busy').error);
    const giveUp = (): void => {
      response.set('Connection', 'close');
      next(new RejectedError(refuse('request-timeout').error));
    };
    underWay.set(request, { since: performance.now(), giveUp });
    response.once('close', () => underWay.delete(request));
    next();
  };
}

/** Gives up the oldest request that has not arrived whole in time. @returns whether there was one */
function makeRoom(underWay: Map<Request, Place>): boolean {
  const latest = performance.now() - patienceMilliseconds;
  for (const [request, { since, giveUp }] of underWay) {
    if (since > latest) return false;
    if (request.complete) continue;
    underWay.delete(request);
    giveUp();
    return true;
  }
  return false;
}
