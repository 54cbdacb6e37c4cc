import { z } from 'zod';
import { localDate } from '../../domain/kernel/calendar/index.js';
import { codeSchema } from '../../domain/kernel/ids.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  type Instant,
} from '../../domain/kernel/instant.js';
import { dueBetween, missedAt, openCases, overdueAt } from '../../projections/cases/queries.js';
import { caseFilter, caseSorts, takenBySomebody } from '../../projections/cases/search.js';
import type { Filter } from '../../projections/read-store.js';
import { servicesOn } from '../../projections/services/queries.js';
import { sightOf } from '../../http/sight.js';
import type { ServiceView } from '../../projections/services/model.js';
import { page } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { checked, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { listAddress, pageLinks } from './paging.js';
import { casesFor } from './reading.js';
import { caseRows } from './rows.js';
import { worksInside } from './telling.js';

export const dayMilliseconds = 86_400_000;
/** What is due within this many days is due soon. */
export const soonDays = 2;
export const soonAfter = (now: Instant): Instant =>
  fromEpochMilliseconds(epochMilliseconds(now) + soonDays * dayMilliseconds);

const pageLength = 25;

/** Which part of the cases a list shows. */
export const views = [
  'all',
  'open',
  'waiting',
  'soon',
  'overdue',
  'missed',
  'resolved',
  'closed',
] as const;
type View = (typeof views)[number];

const filters: Readonly<Record<View, (now: Instant) => Filter>> = {
  all: () => ({ all: [] }),
  open: () => openCases,
  waiting: () => ({ all: [openCases, { not: takenBySomebody }] }),
  soon: (now) => dueBetween(now, soonAfter(now)),
  overdue: overdueAt,
  missed: missedAt,
  resolved: () => ({ field: 'status', eq: 'resolved' }),
  closed: () => ({ field: 'status', eq: 'closed' }),
};

const query = z.object({
  view: z.enum(views).default('all'),
  text: z.string().trim().max(200).default(''),
  service: codeSchema.exactOptional(),
  office: codeSchema.exactOptional(),
  assignee: z.string().max(120).exactOptional(),
  cursor: z.string().max(6000).exactOptional(),
  lang: z.string().exactOptional(),
});
type Query = z.output<typeof query>;

const searchOf = ({ text, service, office, assignee }: Query, searchable: boolean): Filter =>
  caseFilter({
    ...(text !== '' && searchable && { text }),
    ...(service !== undefined && { service: [service] }),
    ...(office !== undefined && { office: [office] }),
    ...(assignee !== undefined && { assignee: [assignee] }),
  });

/** Services to narrow a list by. */
export async function serviceChoices(
  { reads, city }: WebParts,
  visit: Visit,
  chosen: string | undefined,
) {
  const { collection: services } = await sightOf<ServiceView>(reads, 'services', visit.caller);
  const on = localDate(visit.now, city.zone);
  const found = await servicesOn(services, { authority: city.authority, on });
  const items = found.map(({ code, definition }) => ({
    value: code,
    text: visit.say(definition.title),
    selected: code === chosen,
  }));
  return [
    { value: '', text: visit.t('list.anyService'), selected: chosen === undefined },
    ...items,
  ];
}

const titleKey = ({ caller }: Visit): string =>
  ({ staff: 'list.title.staff', vendor: 'list.title.vendor' })[caller.actor.kind as string] ??
  'list.title.citizen';

/** All cases that the visitor may see: their own, or what staff search. */
export const listPage = (parts: WebParts): PageRoute => ({
  path: '/cases',
  get: async (visit) => {
    const asked = checked(query, visit.query);
    const { text, service, office, assignee, cursor } = asked;
    // What is the office's own business can't be asked for from outside.
    const view = worksInside(visit) ? asked.view : 'all';
    const { cases, access, searchable } = await casesFor(parts, visit);
    const found = await cases.find(
      { all: [filters[view](visit.now), searchOf(asked, searchable)] },
      view === 'all' || view === 'closed' ? caseSorts.newest : caseSorts.queue,
      { limit: pageLength, ...(cursor !== undefined && { cursor }) },
    );
    const conditions = { view, text, service, office, assignee };
    return page('cases/list', visit.t(titleKey(visit)), {
      rows: await caseRows(parts, visit, found.items.map(access.mask)),
      links: pageLinks(visit, conditions, found),
      search: text,
      searchable: searchable && worksInside(visit),
      inside: worksInside(visit),
      services: await serviceChoices(parts, visit, service),
      views: views.map((each) => ({
        value: each,
        text: visit.t(`list.view.${each}`),
        selected: each === view,
      })),
      narrowed: listAddress('', { ...conditions, view: view === 'all' ? '' : view }) !== '',
      office,
      assignee,
      all: listAddress('/cases', {}),
    });
  },
});
