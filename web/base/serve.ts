import cookieParser from 'cookie-parser';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type nunjucks from 'nunjucks';
import { RejectedError } from '../../http/problem.js';
import type { WebParts } from '../parts.js';
import { assetsRouter } from './assets.js';
import type { Answer, PageAnswer } from './answer.js';
import { problemHandler, missingPage } from './problems.js';
import { languageOf, readMessages, type Language, type Messages } from './language.js';
import { layoutOf } from './layout.js';
import { createTemplates } from './render.js';
import { refuseForm } from './rejections.js';
import { uploads } from './uploads.js';
import { createSessions, type Sessions } from './session.js';
import { one, visitOf, type Visit } from './visit.js';

export type Handler = (visit: Visit) => Promise<Answer> | Answer;

/** One page: what its address shows, and what its form does. */
export interface PageRoute {
  /** Express path, `/cases/:reference`. */
  readonly path: string;
  readonly get: Handler;
  readonly post?: Handler;
  /** Whether its form may have files. */
  readonly files?: boolean;
}

/** Bytes of a posted form: two answers of the greatest length and much beside. */
const bodyLimit = '256kb';
const mostFields = 1000;
const uploadLimits = { bytes: 25 * 1_048_576, parts: mostFields, atOnce: 4 };

interface Site {
  readonly parts: WebParts;
  readonly sessions: Sessions;
  readonly templates: nunjucks.Environment;
  readonly messages: Readonly<Record<Language, Messages>>;
}

/** The router of all pages: sessions, languages, form tokens, templates, error pages. */
export function servePages(parts: WebParts, routes: readonly PageRoute[]): Router {
  const site: Site = {
    parts,
    sessions: createSessions(parts.secret, parts.secure),
    templates: createTemplates(parts.root),
    messages: readMessages(parts.root),
  };
  const router = Router();
  router.use('/assets', assetsRouter(parts.root));
  // Where browsers look for it on pages that do not name it, such as those of the API.
  router.get('/favicon.ico', (_, response) => {
    response.redirect(301, '/assets/icon.svg');
  });
  router.use(cookieParser(parts.secret));
  router.use(express.urlencoded({ extended: false, limit: bodyLimit, parameterLimit: mostFields }));
  const receive = uploads(uploadLimits, site.sessions.has);
  for (const { path, get, post, files = false } of routes) {
    router.get(path, handle(site, get));
    if (post !== undefined)
      router.post(path, ...(files ? [receive] : []), handle(site, posted(site, post)));
  }
  router.use(handle(site, missingPage));
  router.use(
    problemHandler(parts, (request, response, answer) => {
      send(site, request, response, answer);
    }),
  );
  return router;
}

const visits = new WeakMap<Request, Visit>();

/** One visit per request, also for the error page of a failed one. */
function visit({ parts, sessions, messages }: Site, request: Request, response: Response): Visit {
  const language = languageOf(request, response);
  const session = visits.get(request)?.session ?? sessions.of(request, response);
  const made = visitOf(parts, request, { language, messages: messages[language], session });
  visits.set(request, made);
  return made;
}

const handle =
  (site: Site, handler: Handler): RequestHandler =>
  async (request, response) => {
    const answer = await handler(visit(site, request, response));
    if (answer.kind === 'page') {
      send(site, request, response, () => answer);
      return;
    }
    if (answer.actAs !== undefined) site.sessions.actAs(response, answer.actAs ?? undefined);
    response.redirect(303, answer.to);
  };

/** A form that does not carry this session's token was not sent from one of our pages, or too late. */
const posted =
  ({ sessions }: Site, handler: Handler): Handler =>
  (visit) => {
    if (!sessions.formTokenFits(visit.session, one(visit.body, '_token')))
      throw new RejectedError(refuseForm('expired').error);
    return handler(visit);
  };

function send(
  site: Site,
  request: Request,
  response: Response,
  answerFor: (visit: Visit) => PageAnswer,
): void {
  const made = visit(site, request, response);
  const answer = answerFor(made);
  const html = site.templates.render(`${answer.template}.njk`, {
    ...layoutOf(site.parts, made, request.originalUrl),
    ...answer.data,
    title: answer.title,
    errors: answer.errors,
  });
  // Pages show personal data: nobody but this browser may keep them, and going back asks anew.
  response.status(answer.status).set('Cache-Control', 'private, no-cache').type('html').send(html);
}
