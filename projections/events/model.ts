import type { Authority } from '../../domain/kernel/authority.js';
import type { Actor, Channel, Origin, RuleReference } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { CollectionDefinition, Document } from '../read-store.js';

/**
 * What happened, by whom and why, without the words and values of it: nothing personal beyond ids.
 * `_id` is `<stream>/<revision>` with the revision padded, so that a stream is a range of ids in order.
 */
export interface EventView extends Document {
  readonly stream: StreamName;
  readonly revision: number;
  readonly type: string;
  /** What a person would call it: the action taken, the timer that passed, `deemed` or `lapsed`, else the fact (`assigned`). */
  readonly activity: string;
  readonly actor: Pick<Actor, 'id' | 'kind' | 'roles' | 'onBehalfOf'>;
  readonly origin: Origin;
  readonly rule?: RuleReference;
  readonly authority: Authority;
  readonly office?: string;
  readonly channel: Channel;
  readonly service?: string;
  /** Of the case. */
  readonly reference?: string;
  /** States before and after, where it moved. */
  readonly from?: string;
  readonly to?: string;
  /** Amount code → what it rose by, minor units. */
  readonly changes?: Readonly<Record<string, number>>;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId?: string;
}

/** Indexes: one service's activities in time, one actor's doings, one conversation, everything in time; a stream is a range of ids. */
export const eventCollection: CollectionDefinition = {
  name: 'events',
  version: 1,
  fields: {
    stream: 'text',
    revision: 'number',
    type: 'text',
    activity: 'text',
    'actor.id': 'text',
    'actor.kind': 'text',
    'actor.onBehalfOf': 'text',
    origin: 'text',
    'rule.rule': 'text',
    authority: 'text',
    office: 'text',
    channel: 'text',
    service: 'text',
    reference: 'text',
    from: 'text',
    to: 'text',
    occurredAt: 'instant',
    recordedAt: 'instant',
    correlationId: 'text',
    commandId: 'text',
  },
  indexes: [
    ['service', 'activity', 'occurredAt'],
    ['actor.id', 'occurredAt'],
    ['correlationId'],
    ['occurredAt'],
  ],
  measures: ['changes.*'],
};
