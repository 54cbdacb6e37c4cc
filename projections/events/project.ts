import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import { activityOf } from '../activity.js';
import { isCaseFact, type CaseFact } from '../case-facts.js';
import { patch, type Changes } from '../patch.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { eventCollection, type EventView } from './model.js';

/** Revisions of a stream sort as text: streams stay far below a thousand million events. */
export const eventViewId = ({ stream, revision }: Pick<ProjectedEvent, 'stream' | 'revision'>) =>
  `${stream}/${revision.toString().padStart(9, '0')}`;

type View = Body<EventView>;

function caseParts(event: CaseFact): Changes<View> {
  const { data } = event;
  const moved = 'to' in data && data.from.code !== data.to.code;
  const amounts = 'amounts' in data ? data.amounts : [];
  return {
    service: data.service,
    reference: keyOf(event.stream),
    from: moved ? data.from.code : undefined,
    to: moved ? data.to.code : undefined,
    changes:
      amounts.length === 0
        ? undefined
        : Object.fromEntries(amounts.map(({ amount, before, after }) => [amount, after - before])),
  };
}

/** `<authority>-<code>`: an authority has no hyphen, a code may. */
const serviceOf = (key: string): string => key.slice(key.indexOf('-') + 1);

const otherParts = ({ stream, meta }: ProjectedEvent): Changes<View> => ({
  service: categoryOf(stream) === 'service' ? serviceOf(keyOf(stream)) : meta.rule?.service,
});

function evolve(_: unknown, event: ProjectedEvent): View {
  const { meta, stream, type, recordedAt } = event;
  const { rule, office, causationId } = meta;
  const view: View = {
    stream,
    revision: Number(event.revision),
    type,
    activity: activityOf(event),
    actor: meta.actor,
    origin: meta.origin,
    authority: meta.authority,
    channel: meta.channel,
    occurredAt: meta.occurredAt,
    recordedAt,
    commandId: meta.commandId,
    correlationId: meta.correlationId,
  };
  const parts = isCaseFact(event) ? caseParts(event) : otherParts(event);
  return patch(view, { ...parts, rule, office, causationId });
}

/** The audit view: every event of the log, one document each. */
export const eventsProjection: Projection<EventView> = {
  name: eventCollection.name,
  version: eventCollection.version,
  collection: eventCollection,
  touches: (event) => [eventViewId(event)],
  evolve,
};
