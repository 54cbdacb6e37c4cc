import type { TimerSetting } from '../../domain/case/header.js';
import { keyOf } from '../../domain/kernel/ids.js';
import { isCaseFact, type CaseFact } from '../case-facts.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { setTimers, withoutTimer, type RunningTimer } from '../running-timers.js';
import { deadlineCollection, type DeadlineView } from './model.js';

const settingsOf = ({ data }: CaseFact): readonly TimerSetting[] =>
  'timers' in data ? data.timers : [];

const passes = (event: CaseFact): boolean => event.type === 'case.timer-passed.v1';

function running(before: readonly RunningTimer[], event: CaseFact): readonly RunningTimer[] {
  const still =
    event.type === 'case.timer-passed.v1' ? withoutTimer(before, event.data.timer) : before;
  return setTimers(still, settingsOf(event));
}

function evolve(
  body: Body<DeadlineView> | undefined,
  event: ProjectedEvent,
): Body<DeadlineView> | undefined {
  if (!isCaseFact(event)) return body;
  const timers = running(body?.timers ?? [], event);
  const [next] = timers;
  if (next === undefined) return undefined;
  return {
    stream: event.stream,
    reference: keyOf(event.stream),
    service: event.data.service,
    authority: event.meta.authority,
    nextDueAt: next.dueAt,
    timers,
  };
}

/** Streams on which something runs, with what and until when. */
export const deadlinesProjection: Projection<DeadlineView> = {
  name: deadlineCollection.name,
  version: deadlineCollection.version,
  collection: deadlineCollection,
  touches: (event) =>
    isCaseFact(event) && (passes(event) || settingsOf(event).length > 0) ? [event.stream] : [],
  evolve,
};
