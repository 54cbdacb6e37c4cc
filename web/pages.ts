import type { Router } from 'express';
import { applyPages } from './apply/index.js';
import { servePages, type PageRoute } from './base/serve.js';
import { casePage } from './cases/case-page.js';
import { formPages } from './cases/form-page.js';
import { listPage } from './cases/list-page.js';
import { homePage } from './home/home-page.js';
import { statusPage, trackPage } from './home/track-page.js';
import type { WebParts } from './parts.js';
import { actAsPage } from './sample/act-as-page.js';
import { clockPage } from './sample/clock-page.js';
import { overviewPage } from './work/overview-page.js';
import { queuePage } from './work/queue-page.js';

const samplePages = (parts: WebParts): readonly PageRoute[] =>
  parts.sample === undefined ? [] : [actAsPage(parts.sample), clockPage(parts, parts.sample)];

/**
 * The pages for people, to be mounted after the API.
 *
 * @example
 * createApp({ ...parts, pages: createPages(webParts) })
 */
export const createPages = (parts: WebParts): Router =>
  servePages(parts, [
    homePage(parts),
    trackPage,
    statusPage(parts),
    ...applyPages(parts),
    queuePage(parts),
    overviewPage(parts),
    listPage(parts),
    ...formPages(parts),
    casePage(parts),
    ...samplePages(parts),
  ]);
