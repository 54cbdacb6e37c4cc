import type { RequestHandler } from 'express';
import { RejectedError } from './problem.js';
import { refuse } from './rejections.js';

/**
 * Takes so many requests at once and refuses those beyond, at once and with nothing done: under more load than it can
 * bear a process goes on answering as many as it can.
 */
export function atOnce(most: number): RequestHandler {
  let underWay = 0;
  return (_request, response, next) => {
    if (underWay >= most) throw new RejectedError(refuse('busy').error);
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    next();
  };
}
