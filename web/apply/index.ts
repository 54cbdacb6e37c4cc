import type { PageRoute } from '../base/serve.js';
import type { WebParts } from '../parts.js';
import { checkPage } from './check-page.js';
import { donePage } from './done-page.js';
import { createDrafts } from './drafts.js';
import { servicePage } from './service-page.js';
import { servicesPage } from './services-page.js';
import { stepPage } from './step-page.js';

/** From the list of services to the confirmation. */
export function applyPages(parts: WebParts): readonly PageRoute[] {
  const drafts = createDrafts();
  return [
    servicesPage(parts),
    servicePage(parts, drafts),
    checkPage(parts, drafts),
    donePage(parts, drafts),
    stepPage(parts, drafts),
  ];
}
