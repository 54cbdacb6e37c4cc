import type { Authority } from '../../domain/kernel/authority.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { RunningTimer } from '../running-timers.js';
import type { CollectionDefinition, Document } from '../read-store.js';

/**
 * What runs on one stream; `_id` is the stream. It is gone while nothing runs, unless the case is confidential:
 * who may see it must be known when something runs again. What else it holds every fact with timers says itself;
 * office and assignee of a case are in `cases`.
 */
export interface DeadlineView extends Document {
  readonly stream: StreamName;
  readonly reference: string;
  readonly service: string;
  readonly authority: Authority;
  /** Only where it is. */
  readonly confidential?: true;
  /** Earliest due time; none while nothing runs. */
  readonly nextDueAt?: Instant;
  /** In order of due time and name. */
  readonly timers: readonly RunningTimer[];
}

export const deadlineCollection: CollectionDefinition = {
  name: 'deadlines',
  version: 2,
  fields: {
    stream: 'text',
    reference: 'text',
    service: 'text',
    authority: 'text',
    confidential: 'boolean',
    nextDueAt: 'instant',
    'timers.name': 'texts',
    'timers.kind': 'texts',
  },
  indexes: [['nextDueAt']],
};
