import type { Recorded } from '../../domain/kernel/envelope.js';
import { categoryOf } from '../../domain/kernel/ids.js';
import { caseHistory } from '../../projections/history/project.js';
import { historyFor } from '../../projections/history/visible.js';
import type { Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import type { ServiceWords } from '../words/service-words.js';
import { stepDetails } from './step-details.js';
import { stepTitle } from './step-title.js';
import { stepWho } from './step-who.js';
import { worksInside, type NamedStep } from './telling.js';

/** One step of a case's history in words. */
export interface TimelineEntry {
  readonly title: string;
  readonly when: string;
  /** ISO, for `<time>`. */
  readonly at: string;
  readonly who: string;
  readonly comment: string | undefined;
  readonly details: readonly string[];
  /** For the office only. */
  readonly internal: boolean;
  /** Done by a rule, by nobody. */
  readonly automatic: boolean;
}

const factOf = (type: string): string => type.split('.')[1] ?? type;

/** The steps of a stream that the visitor may read, as the API tells them. */
function namedSteps({ reads }: WebParts, visit: Visit, events: readonly Recorded[]) {
  const facts = new Map(events.map(({ revision, type }) => [Number(revision), factOf(type)]));
  const steps = caseHistory(
    events.filter(({ stream }) => categoryOf(stream) === 'case'),
    reads.codec,
  );
  return historyFor(visit.caller, steps).map((step): NamedStep => ({
    ...step,
    fact: facts.get(step.revision) ?? step.activity,
  }));
}

/** A case's history in words, the newest first. */
export function timelineOf(
  parts: WebParts,
  visit: Visit,
  events: readonly Recorded[],
  words: ServiceWords,
): readonly TimelineEntry[] {
  const telling = { parts, visit, words, inside: worksInside(visit) };
  return namedSteps(parts, visit, events)
    .map((step) => ({
      title: stepTitle(telling, step),
      when: visit.times.dateTime(step.at),
      at: step.at,
      who: stepWho(telling, step),
      comment: step.comment,
      details: stepDetails(telling, step),
      internal: step.audience === 'internal',
      automatic: step.origin === 'policy',
    }))
    .reverse();
}
