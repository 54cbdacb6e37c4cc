import express, { Router, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from '../commands/ports/logger.js';
import { atOnce } from './at-once.js';
import type { Authenticator } from './authenticate.js';
import { noOperation, notFound, problems } from './errors.js';
import { jsonBody } from './json-body.js';
import { mount, type Mounted } from './mount.js';
import { docsRouter } from './openapi/docs-page.js';
import { openApiDocument } from './openapi/document.js';
import { RejectedError } from './problem.js';
import { problemPages } from './problems/pages.js';
import { refuse } from './rejections.js';
import { requestId } from './request-id.js';

export interface HttpLimits {
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Requests a minute from one address; 0 for no limit. */
  readonly requestsPerMinute: number;
  /** Requests under way at the same time. */
  readonly requestsAtOnce: number;
  /** Addresses and subnets of proxies: what they say of a caller's address is believed. */
  readonly trustedProxies?: readonly string[];
}

export interface AppParts extends Mounted {
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly limits: HttpLimits;
  readonly version: string;
  /** Health, metrics: before everything else, without a token. */
  readonly operations?: Router;
  /** Pages for people: after the API. */
  readonly pages?: Router;
}

/** Own pages only: scripts, styles and forms from this origin, no framing. */
const security = helmet({
  contentSecurityPolicy: {
    directives: {
      'default-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'style-src': ["'self'", "'unsafe-inline'"],
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': null,
    },
  },
  strictTransportSecurity: false,
});

const limiter = (requestsPerMinute: number) =>
  rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader('Retry-After') ?? 60);
      next(new RejectedError(refuse('rate-limited', { seconds }).error));
    },
  });

/** The Express application: security headers, request ids, limits, the API, pages, problems. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  // What any caller may write into X-Forwarded-For must not let it pass for another one.
  app.set('trust proxy', [...(parts.limits.trustedProxies ?? [])]);
  app.use(requestId);
  if (parts.operations !== undefined) app.use(parts.operations);
  app.use(security);
  if (parts.limits.requestsPerMinute > 0) app.use(limiter(parts.limits.requestsPerMinute));
  app.use(atOnce(parts.limits.requestsAtOnce));
  app.use('/api', apiRouter(parts));
  app.use(problemPages());
  if (parts.pages !== undefined) app.use(parts.pages);
  app.use(notFound);
  app.use(problems(parts.logger));
  return app;
}

/** Replies hold what only their caller may see; nobody on the way keeps them. */
const notKept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function apiRouter(parts: AppParts): Router {
  const api = Router();
  api.use(docsRouter(openApiDocument(parts.routes, parts.version)));
  api.use(notKept);
  api.use(...jsonBody(parts.limits.bodyBytes));
  mount(api, parts, parts.authenticator);
  api.use(noOperation);
  return api;
}
