import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { codeSchema } from '../../domain/kernel/ids.js';
import { caseFilter, caseSorts } from '../../projections/cases/search.js';
import type { Count } from '../../projections/read-store.js';
import { page } from '../base/answer.js';
import { staffOnly } from '../base/audience.js';
import type { PageRoute } from '../base/serve.js';
import { checked } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { serviceChoices } from '../cases/list-page.js';
import { listAddress, pageLinks } from '../cases/paging.js';
import { casesFor } from '../cases/reading.js';
import { caseRows } from '../cases/rows.js';
import { officeTitle } from './offices.js';
import { tabFilter, tabs } from './tabs.js';

const pageLength = 20;
/** Tabs count up to here and then say "99+". */
const countCap = 99;

const query = z.object({
  tab: z.enum(tabs).default('waiting'),
  text: z.string().trim().max(200).default(''),
  service: codeSchema.exactOptional(),
  cursor: z.string().max(6000).exactOptional(),
});

const countWords = ({ value, capped }: Count): string => (capped ? `${value}+` : String(value));

/** A clerk's work: what waits in the office, what is theirs, what is late. */
export const queuePage = (parts: WebParts): PageRoute => ({
  path: '/queue',
  get: async (visit) => {
    staffOnly(visit);
    const { tab, text, service, cursor } = checked(query, visit.query);
    const { cases, access, searchable } = await casesFor(parts, visit);
    const narrow = caseFilter({
      ...(text !== '' && searchable && { text }),
      ...(service !== undefined && { service: [service] }),
    });
    const found = await cases.find({ all: [tabFilter(visit, tab), narrow] }, caseSorts.queue, {
      limit: pageLength,
      ...(cursor !== undefined && { cursor }),
    });
    return page('work/queue', visit.t('queue.title'), {
      caption: await officeTitle(parts, visit),
      tab,
      tabs: await Promise.all(
        tabs.map(async (each) => ({
          href: listAddress('/queue', { tab: each, text, service }),
          text: visit.t(`queue.tab.${each}`),
          count: countWords(await cases.count({ all: [tabFilter(visit, each), narrow] }, countCap)),
          current: each === tab,
        })),
      ),
      rows: await caseRows(parts, visit, found.items.map(access.mask)),
      links: pageLinks(visit, { tab, text, service }, found),
      search: text,
      services: await serviceChoices(parts, visit, service),
      narrowed: text !== '' || service !== undefined,
      all: listAddress('/queue', { tab }),
      me: `person:${visit.caller.actor.id}`,
      key: randomUUID(),
    });
  },
});
