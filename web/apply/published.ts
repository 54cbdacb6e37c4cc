import { administratorRole, hasRole } from '../../commands/access/caller.js';
import { localDate, startOfDay } from '../../domain/kernel/calendar/index.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { allVersions } from '../../projections/services/queries.js';
import type { ServiceView } from '../../projections/services/model.js';
import { sightOf } from '../../http/sight.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';

/** A version of a service as an administrator sees it. */
export interface VersionRow {
  readonly title: string;
  readonly code: string;
  readonly authority: string;
  readonly version: number;
  readonly status: string;
  readonly from: string;
  /** Last change of it, drafting and publishing included. */
  readonly changed: string;
}

export const isAdministrator = ({ caller }: Pick<Visit, 'caller'>): boolean =>
  caller.actor.kind === 'staff' && hasRole(caller, administratorRole);

/** How a version stands on the present day: the first of its dates that has come decides. */
function statusOf(visit: Visit, view: ServiceView, today: string): string {
  const { status, effectiveFrom, supersededOn, withdrawals } = view;
  if (status === 'draft') return visit.t('services.status.draft');
  if (supersededOn !== undefined && supersededOn <= today)
    return visit.t('services.status.superseded');
  if (withdrawals.some((from) => from <= today)) return visit.t('services.status.withdrawn');
  return visit.t(effectiveFrom <= today ? 'services.status.inEffect' : 'services.status.toCome');
}

/** Every version and draft that the administrator may see, the newest of each service first. */
export async function publishedServices(
  { reads, city }: WebParts,
  visit: Visit,
): Promise<readonly VersionRow[]> {
  const { collection } = await sightOf<ServiceView>(reads, 'services', visit.caller);
  const items = await allVersions(collection, { all: [] });
  const today = localDate(visit.now, city.zone);
  return items.map((view) => ({
    title: visit.say(view.definition.title),
    code: view.code,
    authority: view.authority,
    version: view.version,
    status: statusOf(visit, view, today),
    from: visit.times.date(startOfDay(view.effectiveFrom as PlainDate, city.zone)),
    changed: visit.times.dateTime(view.updatedAt),
  }));
}
