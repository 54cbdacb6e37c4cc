import type { ErrorRequestHandler, Request, Response } from 'express';
import { RejectedError, problemOfFault, statusOf } from '../../http/problem.js';
import { requestIdOf } from '../../http/request-id.js';
import type { WebParts } from '../parts.js';
import { page, type PageAnswer } from './answer.js';
import type { Visit } from './visit.js';

/** Statuses that have words of their own. */
const explained: readonly number[] = [400, 403, 404, 409, 413, 500, 503];

/** Rejections that a page of their own explains better than their status does. */
const explainedCodes: Readonly<Record<string, string>> = {
  'form-page.expired': 'expired',
  'form-page.answers-gone': 'answersGone',
  'form-page.not-for-you': 'notForYou',
  'catalogue.service-unknown': 'noService',
  'catalogue.not-in-effect': 'serviceClosed',
  'catalogue.withdrawn': 'serviceClosed',
};

/** Names of all error pages. */
export const problemNames: readonly string[] = [
  ...explained.map(String),
  ...new Set(Object.values(explainedCodes)),
];

/** Only in the sample city can one be somebody else. */
const nextKey = (name: string, sample: boolean): string =>
  sample && name === 'notForYou' ? 'problem.notForYou.sample' : `problem.${name}.next`;

/** The page of an error in words, with what to do next. */
export function problemPage(visit: Visit, status: number, code = '', sample = false): PageAnswer {
  const known = explained.includes(status) ? status : status < 500 ? 400 : 500;
  const name = explainedCodes[code] ?? String(known);
  const { t, persona, requestId } = visit;
  const who = persona === undefined ? t('problem.visitor') : visit.say(persona.name);
  const data = {
    what: t(`problem.${name}.text`, { who }),
    next: t(nextKey(name, sample)),
    name,
    requestId,
  };
  return page('problem', t(`problem.${name}.title`), data, { status });
}

export const missingPage = (visit: Visit): PageAnswer => problemPage(visit, 404);

/** An error as a status and, for a rejection, its code. */
function statusAndCode(error: unknown, requestId: string): readonly [number, string] {
  if (error instanceof RejectedError) return [statusOf(error.rejection), error.rejection.code];
  if (error instanceof URIError) return [404, ''];
  if (hasStatus(error) && error.status >= 400 && error.status < 500) return [error.status, ''];
  return [problemOfFault(error, requestId).problem.status, ''];
}

/** Errors of Express's parsers: malformed or too large forms. */
const hasStatus = (error: unknown): error is { readonly status: number } =>
  error instanceof Error && 'status' in error && typeof error.status === 'number';

type Send = (request: Request, response: Response, answer: (visit: Visit) => PageAnswer) => void;

/** The one place where an error becomes a page. */
export const problemHandler =
  ({ logger, sample }: WebParts, send: Send): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = requestIdOf(request);
    const [status, code] = statusAndCode(error, requestId);
    if (status === 500) logger.error({ err: error, requestId }, 'page failed');
    if (status === 503) response.set('Retry-After', '2');
    send(request, response, (visit) => problemPage(visit, status, code, sample !== undefined));
  };
