import { z } from 'zod';
import { localDate } from '../../domain/kernel/calendar/index.js';
import { servicesOn } from '../../projections/services/queries.js';
import { sightOf } from '../../http/sight.js';
import type { ServiceView } from '../../projections/services/model.js';
import { page } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { checked } from '../base/visit.js';
import type { WebParts } from '../parts.js';

const query = z.object({ q: z.string().trim().max(100).default('') });

/** What the city does for people, searched by word. */
export const servicesPage = ({ reads, city }: WebParts): PageRoute => ({
  path: '/services',
  get: async (visit) => {
    const { q } = checked(query, visit.query);
    const { collection: services } = await sightOf<ServiceView>(reads, 'services', visit.caller);
    const found = await servicesOn(services, {
      authority: city.authority,
      on: localDate(visit.now, city.zone),
      ...(q !== '' && { text: q }),
    });
    const list = found
      .map(({ code, definition: { title, description } }) => ({
        href: `/apply/${encodeURIComponent(code)}`,
        title: visit.say(title),
        description: description && visit.say(description),
      }))
      .sort((a, b) => a.title.localeCompare(b.title, visit.language));
    return page('apply/services', visit.t('services.title'), { list, search: q });
  },
});
