import type { TimerSetting } from '../../domain/case/header.js';
import { keyOf } from '../../domain/kernel/ids.js';
import { isCaseFact, type CaseFact } from '../case-facts.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { setTimers, withoutTimer, type RunningTimer } from '../running-timers.js';
import { deadlineCollection, type DeadlineView } from './model.js';

const settingsOf = ({ data }: CaseFact): readonly TimerSetting[] =>
  'timers' in data ? data.timers : [];

const passes = (event: CaseFact): boolean => event.type === 'case.timer-passed.v1';

/** Whether a fact makes its case confidential or ends that; undefined where it says nothing of it. */
function confidentialityIn({ type, data }: CaseFact): boolean | undefined {
  if (type === 'case.submitted.v1') return data.confidentiality === 'confidential';
  if (type !== 'case.reclassified.v1' || data.confidentiality === undefined) return undefined;
  return data.confidentiality.after === 'confidential';
}

/** A case that is not confidential from the start needs no document for that. */
const tellsConfidentiality = (event: CaseFact): boolean =>
  event.type === 'case.submitted.v1'
    ? confidentialityIn(event) === true
    : confidentialityIn(event) !== undefined;

function running(before: readonly RunningTimer[], event: CaseFact): readonly RunningTimer[] {
  const still =
    event.type === 'case.timer-passed.v1' ? withoutTimer(before, event.data.timer) : before;
  return setTimers(still, settingsOf(event));
}

function documentOf(
  event: CaseFact,
  timers: readonly RunningTimer[],
  confidential: boolean,
): Body<DeadlineView> {
  const [next] = timers;
  return {
    stream: event.stream,
    reference: keyOf(event.stream),
    service: event.data.service,
    authority: event.meta.authority,
    ...(confidential && { confidential }),
    ...(next && { nextDueAt: next.dueAt }),
    timers,
  };
}

function evolve(
  body: Body<DeadlineView> | undefined,
  event: ProjectedEvent,
): Body<DeadlineView> | undefined {
  if (!isCaseFact(event)) return body;
  const timers = running(body?.timers ?? [], event);
  const confidential = confidentialityIn(event) ?? body?.confidential === true;
  if (timers.length === 0 && !confidential) return undefined;
  return documentOf(event, timers, confidential);
}

/** Whether a fact is one of timers, or says who may see them. */
const concerns = (event: CaseFact): boolean =>
  passes(event) || settingsOf(event).length > 0 || tellsConfidentiality(event);

/** Streams on which something runs, with what and until when. */
export const deadlinesProjection: Projection<DeadlineView> = {
  name: deadlineCollection.name,
  version: deadlineCollection.version,
  collection: deadlineCollection,
  touches: (event) => (isCaseFact(event) && concerns(event) ? [event.stream] : []),
  evolve,
};
