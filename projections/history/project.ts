import type { Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { activityOf } from '../activity.js';
import { isCaseFact, lookUp, type CaseFact } from '../case-facts.js';
import { projected } from '../recorded.js';
import { details } from './details.js';
import { audiences, type Audience, type HistoryStep } from './model.js';

function stepOf(fact: CaseFact): HistoryStep {
  const { actor, origin, rule, office, channel, occurredAt: at } = fact.meta;
  return {
    revision: Number(fact.revision),
    activity: activityOf(fact),
    at,
    recordedAt: fact.recordedAt,
    actor,
    origin,
    ...(rule && { rule }),
    ...(office !== undefined && { actingOffice: office }),
    channel,
    ...lookUp(details, fact, undefined),
  };
}

/**
 * A case's history: one step for each fact of its stream, in order.
 *
 * @param events the whole stream or a prefix of it, for the history as of a time
 * @throws UnknownEventError for a fact that this code does not know
 */
export const caseHistory = (
  events: readonly Recorded[],
  codec: Pick<Codec, 'decode'>,
): readonly HistoryStep[] => projected(events, codec).filter(isCaseFact).map(stepOf);

/** The steps that are meant for an audience. */
export const stepsFor = (
  audience: Audience,
  steps: readonly HistoryStep[],
): readonly HistoryStep[] =>
  steps.filter((step) => audiences.indexOf(step.audience) >= audiences.indexOf(audience));
