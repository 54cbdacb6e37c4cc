import { z } from 'zod';
import { mayStart } from '../../domain/case/operations/starts.js';
import { localDate } from '../../domain/kernel/calendar/index.js';
import { servicesOn } from '../../projections/services/queries.js';
import { sightOf } from '../../http/sight.js';
import type { ServiceView } from '../../projections/services/model.js';
import { page } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { checked, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { isAdministrator, publishedServices } from './published.js';

const query = z.object({ q: z.string().trim().max(100).default('') });

/** Services that are in effect now, searched by word. */
export async function currentServices(
  { reads, city }: WebParts,
  visit: Visit,
  text = '',
): Promise<readonly ServiceView[]> {
  const { collection: services } = await sightOf<ServiceView>(reads, 'services', visit.caller);
  return servicesOn(services, {
    authority: city.authority,
    on: localDate(visit.now, city.zone),
    ...(text !== '' && { text }),
  });
}

/** Those of them of which the visitor could begin a case. */
export function openTo({ caller }: Visit, current: readonly ServiceView[]): readonly ServiceView[] {
  const { actor, office } = caller;
  const who = { actor, origin: 'actor' as const, ...(office !== undefined && { office }) };
  return current.filter(({ definition }) => definition.start.some((start) => mayStart(start, who)));
}

/** What the city does for people, searched by word; administrators also see every version. */
export const servicesPage = (parts: WebParts): PageRoute => ({
  path: '/services',
  get: async (visit) => {
    const { q } = checked(query, visit.query);
    const current = await currentServices(parts, visit, q);
    const found = openTo(visit, current);
    const list = found
      .map(({ code, definition: { title, description } }) => ({
        href: `/apply/${encodeURIComponent(code)}`,
        title: visit.say(title),
        description: description && visit.say(description),
      }))
      .sort((a, b) => a.title.localeCompare(b.title, visit.language));
    const published = isAdministrator(visit) ? await publishedServices(parts, visit) : undefined;
    const none = visit.t(current.length > 0 ? 'services.noneForYou' : 'services.noneYet');
    const data = { list, search: q, none, published };
    return page('apply/services', visit.t('services.title'), data);
  },
});
