import type { Authority } from '../../domain/kernel/authority.js';
import type { CollectionDefinition, Document } from '../read-store.js';
import type { Durations } from './histogram.js';

/** What one local day brought to one service, type and office. */
export interface ServiceLevelView extends Document {
  readonly authority: Authority;
  readonly service: string;
  readonly type?: string;
  readonly office?: string;
  /** Local date in the zone of the service's calendar. */
  readonly on: string;
  /** `YYYY-MM` of that date. */
  readonly month: string;
  readonly received: number;
  readonly resolved: number;
  readonly closed: number;
  readonly reopened: number;
  /** Finished at or before the due time, after it, without one: a case finishes when it is resolved, or closed unresolved. */
  readonly onTime: number;
  readonly late: number;
  readonly untimed: number;
  /** From opening to finishing. */
  readonly working: Durations;
  readonly elapsed: Durations;
}

export const serviceLevelCollection: CollectionDefinition = {
  name: 'service-levels',
  version: 1,
  fields: {
    authority: 'text',
    service: 'text',
    type: 'text',
    office: 'text',
    on: 'text',
    month: 'text',
  },
  indexes: [['service', 'on'], ['on']],
  measures: [
    ...['received', 'resolved', 'closed', 'reopened', 'onTime', 'late', 'untimed'],
    ...['working', 'elapsed'].flatMap((of) =>
      ['count', 'sum', 'longest', 'histogram.*'].map((part) => `${of}.${part}`),
    ),
  ],
};
