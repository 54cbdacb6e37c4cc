import { addDays, localDate } from '../../domain/kernel/calendar/index.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { overview, type Load } from '../../projections/cases/queries.js';
import { rollUp, type ServiceLevelFigures } from '../../projections/service-levels/queries.js';
import type { ServiceLevelView } from '../../projections/service-levels/model.js';
import { servicesOn } from '../../projections/services/queries.js';
import { sightOf } from '../../http/sight.js';
import type { ServiceView } from '../../projections/services/model.js';
import { page } from '../base/answer.js';
import { staffOnly } from '../base/audience.js';
import type { PageRoute } from '../base/serve.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { soonAfter, soonDays } from '../cases/list-page.js';
import { listAddress } from '../cases/paging.js';
import { casesFor } from '../cases/reading.js';
import { personName } from '../words/people.js';
import { officeTitles } from './offices.js';

const columns = ['open', 'waiting', 'dueSoon', 'overdue'] as const;
const viewOf = { open: 'open', waiting: 'waiting', dueSoon: 'soon', overdue: 'overdue' } as const;

interface Cell {
  readonly value: number;
  /** To the list of just these cases; none of nothing. */
  readonly href: string | undefined;
  readonly alarming: boolean;
}

interface OverviewRow {
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly week: readonly string[];
}

const cellsOf = (
  load: Load | undefined,
  condition: Readonly<Record<string, string>>,
): readonly Cell[] =>
  columns.map((column) => {
    const value = load?.[column] ?? 0;
    const href = listAddress('/cases', { ...condition, view: viewOf[column] });
    return {
      value,
      href: value === 0 ? undefined : href,
      alarming: column === 'overdue' && value > 0,
    };
  });

/** The last seven local dates, today among them. */
const weekUpTo = (today: PlainDate) => ({ from: addDays(today, -6), to: today });

const share = ({ language }: Visit, part: number | null): string =>
  part === null
    ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(part);

const weekWords = (visit: Visit, figures: ServiceLevelFigures | undefined): readonly string[] => [
  String(figures?.received ?? 0),
  String(figures?.closed ?? 0),
  share(visit, figures?.onTimeShare ?? null),
];

async function weekly(
  { reads, city }: WebParts,
  visit: Visit,
): Promise<readonly ServiceLevelFigures[]> {
  const { collection } = await sightOf<ServiceLevelView>(reads, 'service-levels', visit.caller);
  const week = weekUpTo(localDate(visit.now, city.zone));
  const { rows } = await rollUp(collection, { all: [] }, { by: ['service'], ...week });
  return rows;
}

const byTitle =
  ({ language }: Visit) =>
  (a: OverviewRow, b: OverviewRow) =>
    a.title.localeCompare(b.title, language);

async function serviceRows(
  { reads, city }: WebParts,
  visit: Visit,
  loads: readonly Load[],
  figures: readonly ServiceLevelFigures[],
): Promise<readonly OverviewRow[]> {
  const { collection: services } = await sightOf<ServiceView>(reads, 'services', visit.caller);
  const current = await servicesOn(services, {
    authority: city.authority,
    on: localDate(visit.now, city.zone),
  });
  return current
    .map(({ code, definition }) => ({
      title: visit.say(definition.title),
      cells: cellsOf(
        loads.find(({ of }) => of === code),
        { service: code },
      ),
      week: weekWords(
        visit,
        figures.find(({ group }) => group.service === code),
      ),
    }))
    .sort(byTitle(visit));
}

const groupRows = (
  visit: Visit,
  loads: readonly Load[],
  { by, titleOf }: { readonly by: string; readonly titleOf: (code: string) => string },
): readonly OverviewRow[] =>
  loads
    .map((load) => ({
      title: load.of === null ? visit.t('overview.nobody') : titleOf(load.of),
      cells: cellsOf(load, load.of === null ? {} : { [by]: load.of }).map((cell) =>
        load.of === null ? { ...cell, href: undefined } : cell,
      ),
      week: [],
    }))
    .sort(byTitle(visit));

/** What is open, late and done: by service, office and person. */
export const overviewPage = (parts: WebParts): PageRoute => ({
  path: '/overview',
  get: async (visit) => {
    staffOnly(visit);
    const { cases } = await casesFor(parts, visit);
    const times = { now: visit.now, soon: soonAfter(visit.now) };
    const loads = (by: Parameters<typeof overview>[2]) => overview(cases, { all: [] }, by, times);
    const [services, offices, people, figures, titles] = await Promise.all([
      loads('service'),
      loads('office'),
      loads('assignee.id'),
      weekly(parts, visit),
      officeTitles(parts, visit),
    ]);
    return page('work/overview', visit.t('overview.title'), {
      services: await serviceRows(parts, visit, services, figures),
      offices: groupRows(visit, offices, { by: 'office', titleOf: titles }),
      people: groupRows(visit, people, {
        by: 'assignee',
        titleOf: (id) => personName(parts, visit, id),
      }),
      soonDays,
    });
  },
});
