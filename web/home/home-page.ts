import { openCases } from '../../projections/cases/queries.js';
import type { Filter } from '../../projections/read-store.js';
import { page } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import type { Visit } from '../base/visit.js';
import { currentServices, openTo } from '../apply/services-page.js';
import { casesFor } from '../cases/reading.js';
import type { WebParts } from '../parts.js';
import { tabFilter } from '../work/tabs.js';

interface Task {
  readonly href: string;
  readonly title: string;
  readonly text: string;
  readonly count?: number | undefined;
}

const tasksFor: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  public: [['/services', 'home.report']],
  citizen: [
    ['/services', 'home.report'],
    ['/cases', 'home.mine'],
  ],
  staff: [
    ['/queue', 'home.queue'],
    ['/queue?tab=mine', 'home.work'],
    ['/queue?tab=overdue', 'home.overdue'],
    ['/cases', 'home.find'],
    ['/overview', 'home.overview'],
    ['/services', 'home.register'],
  ],
  vendor: [['/cases', 'home.vendor']],
  system: [],
};

function countedBy(visit: Visit): Readonly<Record<string, Filter>> {
  if (visit.caller.actor.kind !== 'staff')
    return { 'home.mine': openCases, 'home.vendor': openCases };
  return {
    'home.queue': tabFilter(visit, 'waiting'),
    'home.work': tabFilter(visit, 'mine'),
    'home.overdue': tabFilter(visit, 'overdue'),
  };
}

/** Who may begin no case of any service is not sent to them. */
const tasksOf = (kind: string, beginsNone: boolean) =>
  (tasksFor[kind] ?? []).filter(([href]) => !(beginsNone && href === '/services'));

const countCap = 999;

/** What one can do here, by who one is. */
export const homePage = (parts: WebParts): PageRoute => ({
  path: '/',
  get: async (visit) => {
    const { t, caller } = visit;
    const { kind } = caller.actor;
    const { cases, access } = await casesFor(parts, visit);
    const filters = countedBy(visit);
    const current = await currentServices(parts, visit);
    const open = openTo(visit, current);
    const beginsNone = current.length > 0 && open.length === 0;
    const tasks = await Promise.all(
      tasksOf(kind, beginsNone).map(async ([href, key]): Promise<Task> => {
        const filter = access.documents ? filters[key] : undefined;
        const count = filter && (await cases.count(filter, countCap)).value;
        const nothing = href === '/services' && open.length === 0;
        const text = t(nothing ? 'services.noneYet' : `${key}.text`);
        return { href, title: t(`${key}.title`), text, count };
      }),
    );
    return page('home/home', t('home.title', { city: visit.say(parts.city.title) }), {
      intro: open.length === 0 && kind !== 'staff' ? undefined : t(`home.intro.${kind}`),
      tasks,
      trackable: kind === 'public' || kind === 'citizen',
    });
  },
});
