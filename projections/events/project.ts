import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import { activityOf } from '../activity.js';
import { isCaseFact, type CaseFact } from '../case-facts.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { eventCollection, type EventView } from './model.js';

/** Revisions of a stream sort as text: streams stay far below a thousand million events. */
export const eventViewId = ({ stream, revision }: Pick<ProjectedEvent, 'stream' | 'revision'>) =>
  `${stream}/${revision.toString().padStart(9, '0')}`;

function caseParts(event: CaseFact): Partial<EventView> {
  const { data } = event;
  const moved = 'to' in data && data.from.code !== data.to.code;
  const amounts = 'amounts' in data ? data.amounts : [];
  return {
    service: data.service,
    reference: keyOf(event.stream),
    ...(moved && { from: data.from.code, to: data.to.code }),
    ...(amounts.length > 0 && {
      changes: Object.fromEntries(
        amounts.map(({ amount, before, after }) => [amount, after - before]),
      ),
    }),
  };
}

/** `<authority>-<code>`: an authority has no hyphen, a code may. */
const serviceOf = (key: string): string => key.slice(key.indexOf('-') + 1);

function otherParts({ stream, meta }: ProjectedEvent): Partial<EventView> {
  const service = categoryOf(stream) === 'service' ? serviceOf(keyOf(stream)) : meta.rule?.service;
  return service === undefined ? {} : { service };
}

function evolve(_: unknown, event: ProjectedEvent): Body<EventView> {
  const { meta, stream, type, recordedAt } = event;
  const { actor, origin, rule, authority, office, channel, occurredAt, causationId } = meta;
  return {
    stream,
    revision: Number(event.revision),
    type,
    activity: activityOf(event),
    actor,
    origin,
    ...(rule && { rule }),
    authority,
    ...(office !== undefined && { office }),
    channel,
    ...(isCaseFact(event) ? caseParts(event) : otherParts(event)),
    occurredAt,
    recordedAt,
    commandId: meta.commandId,
    correlationId: meta.correlationId,
    ...(causationId !== undefined && { causationId }),
  };
}

/** The audit view: every event of the log, one document each. */
export const eventsProjection: Projection<EventView> = {
  name: eventCollection.name,
  version: eventCollection.version,
  collection: eventCollection,
  touches: (event) => [eventViewId(event)],
  evolve,
};
