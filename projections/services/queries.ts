import { lineage, type Authority } from '../../domain/kernel/authority.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import type { Text } from '../../domain/kernel/text.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import type { WorkStep } from '../cases/queries.js';
import { limits } from '../query/limits.js';
import type { Collection, Filter, PageOf, PageRequest, Sort } from '../read-store.js';
import type { ServiceView } from './model.js';
import { serviceViewId } from './project.js';

export type Services = Collection<ServiceView>;

const published: Filter = { field: 'status', eq: 'published' };
const byVersion: readonly Sort[] = [
  { field: 'code', direction: 'ascending' },
  { field: 'version', direction: 'descending' },
];

/** All that a filter finds, by code, the newest first: there are far fewer versions of services than cases. */
export async function allVersions(services: Services, filter: Filter): Promise<readonly ServiceView[]> {
  const found: ServiceView[] = [];
  let cursor: string | undefined;
  do {
    const page: PageOf<ServiceView> = await services.find(filter, byVersion, {
      limit: limits.page,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

const inEffect = (on: PlainDate): Filter => ({
  all: [
    published,
    { field: 'effectiveFrom', lte: on },
    { not: { field: 'supersededOn', lte: on } },
  ],
});

const sameService = (a: ServiceView, b: ServiceView): boolean =>
  a.authority === b.authority && a.code === b.code;

/**
 * Services that an authority takes new cases of on a local date, by code: its own, and for codes it has
 * none of those of the nearest authority above it.
 *
 * @param text words of titles, descriptions and keywords
 */
export async function servicesOn(
  services: Services,
  { authority, on, text }: { readonly authority: Authority; readonly on: PlainDate; readonly text?: string },
): Promise<readonly ServiceView[]> {
  const owners = lineage(authority);
  const owned: Filter = { field: 'authority', in: owners };
  const now: Filter = { all: [owned, inEffect(on)] };
  const [current, withdrawn, found] = await Promise.all([
    allVersions(services, now),
    allVersions(services, { all: [owned, { field: 'withdrawals', exists: true }] }),
    text === undefined ? undefined : allVersions(services, { all: [now, { text }] }),
  ]);
  const ids = found && new Set(found.map(({ _id }) => _id));
  const isOpen = (service: ServiceView): boolean =>
    !withdrawn.some(
      (other) =>
        sameService(service, other) &&
        other.withdrawals.some((from) => service.effectiveFrom < from && from <= on),
    );
  const nearest = (service: ServiceView): boolean =>
    !current.some(
      (other) =>
        other.code === service.code &&
        owners.indexOf(other.authority) < owners.indexOf(service.authority),
    );
  return current.filter(
    (service) => isOpen(service) && nearest(service) && (ids?.has(service._id) ?? true),
  );
}

/** One version; undefined when there is none. */
export const serviceVersion = (
  services: Services,
  authority: Authority,
  code: string,
  version: number,
): Promise<ServiceView | undefined> => services.get(serviceViewId(authority, code, version));

/** All versions of one service and its draft, the newest first; empty when there is no such service. */
export const versionsOf = (
  services: Services,
  authority: Authority,
  code: string,
): Promise<readonly ServiceView[]> =>
  allVersions(services, {
    all: [
      { field: 'authority', eq: authority },
      { field: 'code', eq: code },
    ],
  });

/** Versions and drafts, by code, the newest first. */
export const listServices = (
  services: Services,
  visible: Filter,
  page?: PageRequest,
): Promise<PageOf<ServiceView>> => services.find(visible, byVersion, page);

/** What a list shows of a service. */
export interface ServiceSummary {
  readonly authority: Authority;
  readonly code: string;
  readonly version: number;
  readonly status: ServiceView['status'];
  readonly effectiveFrom: string;
  readonly supersededOn?: string;
  readonly withdrawals: readonly string[];
  readonly title: Text;
  readonly description?: Text;
}

export function summaryOf(service: ServiceView): ServiceSummary {
  const { authority, code, version, status, effectiveFrom, supersededOn, withdrawals } = service;
  const { title, description } = service.definition;
  return {
    authority,
    code,
    version,
    status,
    effectiveFrom,
    ...(supersededOn !== undefined && { supersededOn }),
    withdrawals,
    title,
    ...(description && { description }),
  };
}

const shared = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  a?.some((each) => b.includes(each)) ?? false;

const union = (a: readonly string[] = [], b: readonly string[] = []) => [...new Set([...a, ...b])];

/**
 * Where in one version roles have something to do: states with an action of theirs, and tasks.
 * What may be done in any state is nothing that a case waits for.
 */
export function stepsIn(definition: ServiceDefinition, roles: readonly string[]): WorkStep {
  const { actions, tasks } = definition.workflow;
  const own = actions.filter(({ by }) => shared(by.staff, roles));
  return {
    service: definition.code,
    states: union(own.flatMap(({ from }) => (from === 'any' ? [] : from))),
    tasks: tasks.flatMap((group) =>
      group.tasks
        .filter((task) => shared(task.roles, roles))
        .map((task) => `${group.code}/${task.code}`),
    ),
  };
}

/** Where roles have something to do in the services of an authority, in whatever version a case has. */
export async function stepsOf(
  services: Services,
  authority: Authority,
  roles: readonly string[],
): Promise<readonly WorkStep[]> {
  const owned: Filter = { field: 'authority', in: lineage(authority) };
  const steps = new Map<string, WorkStep>();
  for (const { definition } of await allVersions(services, { all: [published, owned] })) {
    const step = stepsIn(definition, roles);
    const known = steps.get(step.service);
    steps.set(step.service, {
      service: step.service,
      states: union(known?.states, step.states),
      tasks: union(known?.tasks, step.tasks),
    });
  }
  return [...steps.values()].filter(({ states, tasks = [] }) => states.length + tasks.length > 0);
}
