import type { Instant } from '../../domain/kernel/instant.js';
import { oneOf } from '../filters.js';
import { limits } from '../query/limits.js';
import type { Collection, Filter, PageOf, PageRequest } from '../read-store.js';
import { groupIn, numberIn } from '../rows.js';
import type { CaseView } from './model.js';
import {
  caseFilter,
  caseSorts,
  takenBySomebody,
  type CaseSearch,
  type CaseSort,
} from './search.js';

export type Cases = Collection<CaseView>;

export const openCases: Filter = { field: 'status', eq: 'open' };

/** Open cases whose due time is before a moment: overdue then. What is overdue is never stored. */
export const overdueAt = (moment: Instant): Filter => ({
  all: [openCases, { field: 'dueAt', lt: moment }],
});

/** Open cases that fall due within a stretch of time, its beginning inclusive. */
export const dueBetween = (from: Instant, before: Instant): Filter => ({
  all: [openCases, { field: 'dueAt', gte: from, lt: before }],
});

/** Everything that missed its due time by a moment: open and overdue, or finished late. */
export const missedAt = (moment: Instant): Filter => ({
  any: [overdueAt(moment), { field: 'onTime', eq: false }],
});

/** A state of a service in which somebody has something to do. */
export interface WorkStep {
  readonly service: string;
  readonly states: readonly string[];
  /** Parallel tasks, `group/task`. */
  readonly tasks?: readonly string[];
}

/** Cases in states with actions, or with tasks, that are open to certain roles: the queue of a role. */
export const inSteps = (steps: readonly WorkStep[]): Filter => ({
  any: steps.map(({ service, states, tasks = [] }) => ({
    all: [
      { field: 'service', eq: service },
      { any: [oneOf('state.code', states), oneOf('openTasks', tasks)] },
    ],
  })),
});

/**
 * A list of cases.
 *
 * @param visible what the reader may see, from `visibleTo`
 */
export const findCases = (
  cases: Cases,
  visible: Filter,
  { search, sort = 'newest' }: { readonly search: CaseSearch; readonly sort?: CaseSort },
  page?: PageRequest,
): Promise<PageOf<CaseView>> =>
  cases.find({ all: [visible, caseFilter(search)] }, caseSorts[sort], page);

/** What to take from a queue: of which offices, in which steps, and whether also what somebody works on already. */
export interface QueueRequest {
  readonly offices?: readonly string[];
  readonly steps?: readonly WorkStep[];
  readonly alsoTaken?: boolean;
}

export function queueFilter({ offices, steps, alsoTaken = false }: QueueRequest): Filter {
  const all: Filter[] = [openCases];
  if (offices !== undefined) all.push(oneOf('office', offices));
  if (steps !== undefined) all.push(inSteps(steps));
  if (!alsoTaken) all.push({ not: takenBySomebody });
  return { all };
}

/** Open work waiting, what must be done first on top. */
export const queue = (
  cases: Cases,
  visible: Filter,
  request: QueueRequest,
  page?: PageRequest,
): Promise<PageOf<CaseView>> =>
  cases.find({ all: [visible, queueFilter(request)] }, caseSorts.queue, page);

/** Open cases of one person, post, office or vendor, by id, or all that are somebody's own to do: the most urgent first. */
export const workOf = (
  cases: Cases,
  visible: Filter,
  assignee: string | Worker,
  page?: PageRequest,
): Promise<PageOf<CaseView>> => {
  const work: Filter =
    typeof assignee === 'string'
      ? { all: [{ field: 'assignee.id', eq: assignee }, openCases] }
      : workFor(assignee);
  return cases.find({ all: [visible, work] }, caseSorts.queue, page);
};

/** Who asks for their work. */
export interface Worker {
  readonly id: string;
  readonly onBehalfOf?: string;
  readonly roles: readonly string[];
}

const persons = ({ id, onBehalfOf }: Worker): readonly string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf];

/** What makes a case somebody's own to do, any of these: it is assigned to them, or to a post that they hold by a role of its name. */
export const assignedTo = (worker: Worker): readonly Filter[] => [
  { all: [takenBySomebody, oneOf('assignee.id', persons(worker))] },
  { all: [{ field: 'assignee.kind', eq: 'post' }, oneOf('assignee.id', worker.roles)] },
];

/** Open cases that are somebody's own to do. */
export const workFor = (worker: Worker): Filter => ({
  all: [
    openCases,
    // What an index is asked for.
    { field: 'assignee.id', in: [...persons(worker), ...worker.roles] },
    { any: assignedTo(worker) },
  ],
});

const count = { as: 'cases', op: 'count' } as const;

export interface Load {
  /** Service, office or assignee. */
  readonly of: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  /** Open, and nobody in particular works on it. */
  readonly waiting: number;
}

const columns = ['open', 'overdue', 'dueSoon', 'waiting'] as const;

/**
 * How much is open, overdue, due soon and waiting, by service, office or assignee.
 *
 * @param times now, and until when "soon" is
 */
export async function overview(
  cases: Cases,
  visible: Filter,
  by: 'service' | 'office' | 'assignee.id',
  times: { readonly now: Instant; readonly soon: Instant },
): Promise<readonly Load[]> {
  const filters: Readonly<Record<(typeof columns)[number], Filter>> = {
    open: openCases,
    overdue: overdueAt(times.now),
    dueSoon: dueBetween(times.now, times.soon),
    waiting: { all: [openCases, { not: takenBySomebody }] },
  };
  const counts = await Promise.all(
    columns.map((column) => countBy(cases, { all: [visible, filters[column]] }, by)),
  );
  const [open = new Map<string | null, number>()] = counts;
  return [...open.keys()].map((of) => {
    const [all = 0, overdue = 0, dueSoon = 0, waiting = 0] = counts.map((each) => each.get(of));
    return { of, open: all, overdue, dueSoon, waiting };
  });
}

async function countBy(
  cases: Cases,
  filter: Filter,
  field: string,
): Promise<ReadonlyMap<string | null, number>> {
  const { rows } = await cases.aggregate({
    filter,
    groupBy: [{ field, as: 'of' }],
    measures: [count],
    limit: limits.rows,
  });
  return new Map(rows.map((row) => [groupIn(row, 'of'), numberIn(row, 'cases')]));
}

/** Open cases of each assignee; 0 for one who has none. */
export async function workload(
  cases: Cases,
  assignees: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string | null, number>();
  for (let from = 0; from < assignees.length; from += limits.list) {
    const some = assignees.slice(from, from + limits.list);
    const filter = { all: [openCases, { field: 'assignee.id', in: some }] };
    for (const [of, cases_] of await countBy(cases, filter, 'assignee.id')) counts.set(of, cases_);
  }
  return Object.fromEntries(assignees.map((id) => [id, counts.get(id) ?? 0]));
}
