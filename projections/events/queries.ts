import { z } from 'zod';
import { actorKinds, origins } from '../../domain/kernel/envelope.js';
import { codeSchema } from '../../domain/kernel/ids.js';
import { instantSchema } from '../../domain/kernel/instant.js';
import { listed, within } from '../filters.js';
import type { Collection, Filter, PageOf, PageRequest, Sort } from '../read-store.js';
import type { EventView } from './model.js';

export type Events = Collection<EventView>;

const anyOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(50).exactOptional();
const word = z.string().min(1).max(200);

/** What the audit view can be narrowed by; times are `from` inclusive, `before` exclusive. */
export const eventSearchSchema = z.strictObject({
  stream: word.exactOptional(),
  reference: anyOf(word),
  service: anyOf(codeSchema),
  type: anyOf(word),
  activity: anyOf(word),
  actor: anyOf(word),
  actorKind: anyOf(z.enum(actorKinds)),
  origin: anyOf(z.enum(origins)),
  office: anyOf(codeSchema),
  correlation: anyOf(word),
  command: anyOf(word),
  from: instantSchema.exactOptional(),
  before: instantSchema.exactOptional(),
});
export type EventSearch = z.output<typeof eventSearchSchema>;

const listFields = [
  ['reference', 'reference'],
  ['service', 'service'],
  ['type', 'type'],
  ['activity', 'activity'],
  ['actor', 'actor.id'],
  ['actorKind', 'actor.kind'],
  ['origin', 'origin'],
  ['office', 'office'],
  ['correlation', 'correlationId'],
  ['command', 'commandId'],
] as const;

/** The filter of a search; everything without conditions. */
export function eventFilter(search: EventSearch): Filter {
  const { stream, from, before } = search;
  const ofStream: readonly Filter[] =
    stream === undefined ? [] : [{ field: '_id', startsWith: `${stream}/` }];
  return {
    all: [...listed(search, listFields), ...ofStream, ...within('occurredAt', from, before)],
  };
}

const newestFirst: readonly Sort[] = [{ field: 'occurredAt', direction: 'descending' }];
const inOrder: readonly Sort[] = [{ field: '_id', direction: 'ascending' }];

/** Events: of one stream in its order, else the newest first. */
export const findEvents = (
  events: Events,
  visible: Filter,
  search: EventSearch,
  page?: PageRequest,
): Promise<PageOf<EventView>> =>
  events.find(
    { all: [visible, eventFilter(search)] },
    search.stream === undefined ? newestFirst : inOrder,
    page,
  );
