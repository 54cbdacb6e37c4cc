import { epochMilliseconds } from '../../domain/kernel/instant.js';
import { isCaseFact, type CaseData, type CaseFact } from '../case-facts.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { addDuration, elapsedBounds, noDurations, workingBounds } from './histogram.js';
import { serviceLevelCollection, type ServiceLevelView } from './model.js';

type Levels = Body<ServiceLevelView>;
type Finished = CaseData<'case.resolved.v1'>;

const countedTypes = [
  'case.submitted.v1',
  'case.resolved.v1',
  'case.closed.v1',
  'case.reopened.v1',
] as const;
type CountedFact = Extract<CaseFact, { readonly type: (typeof countedTypes)[number] }>;

const isCounted = (event: ProjectedEvent): event is CountedFact =>
  isCaseFact(event) && countedTypes.some((type) => type === event.type);

const nothing = {
  received: 0,
  resolved: 0,
  closed: 0,
  reopened: 0,
  onTime: 0,
  late: 0,
  untimed: 0,
  working: noDurations,
  elapsed: noDurations,
};

function day({ data, meta }: CountedFact): Levels {
  const { service, type, office, on } = data;
  return {
    authority: meta.authority,
    service,
    ...(type != null && { type }),
    ...(office != null && { office }),
    on,
    month: on.slice(0, 'YYYY-MM'.length),
    ...nothing,
  };
}

/** A day's document: `pb.amritsar/complaint/dogs/animal-control/2018-01-03`, `-` for none. */
function idOf({ data, meta }: CountedFact): string {
  const { service, type, office, on } = data;
  return [meta.authority, service, type ?? '-', office ?? '-', on].join('/');
}

const punctuality = (onTime: boolean | null): 'onTime' | 'late' | 'untimed' =>
  onTime === null ? 'untimed' : onTime ? 'onTime' : 'late';

function finish(levels: Levels, data: Finished, { meta }: ProjectedEvent): Levels {
  const kind = punctuality(data.onTime);
  const elapsed = epochMilliseconds(meta.occurredAt) - epochMilliseconds(data.openedAt);
  return {
    ...levels,
    [kind]: levels[kind] + 1,
    working: addDuration(levels.working, workingBounds, data.workingTime),
    elapsed: addDuration(levels.elapsed, elapsedBounds, elapsed),
  };
}

function count(levels: Levels, event: CountedFact): Levels {
  switch (event.type) {
    case 'case.submitted.v1':
      return { ...levels, received: levels.received + 1 };
    case 'case.resolved.v1':
      return finish({ ...levels, resolved: levels.resolved + 1 }, event.data, event);
    case 'case.closed.v1': {
      const closed = { ...levels, closed: levels.closed + 1 };
      return event.data.resolvedAt === null ? finish(closed, event.data, event) : closed;
    }
    case 'case.reopened.v1':
      return { ...levels, reopened: levels.reopened + 1 };
  }
}

/** How many, how fast and how punctual: per authority, service, type, office and local day. */
export const serviceLevelsProjection: Projection<ServiceLevelView> = {
  name: serviceLevelCollection.name,
  version: serviceLevelCollection.version,
  collection: serviceLevelCollection,
  touches: (event) => (isCounted(event) ? [idOf(event)] : []),
  evolve: (levels, event) => (isCounted(event) ? count(levels ?? day(event), event) : levels),
};
