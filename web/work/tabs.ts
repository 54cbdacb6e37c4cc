import { assignedTo, overdueAt, queueFilter, workFor } from '../../projections/cases/queries.js';
import type { Filter } from '../../projections/read-store.js';
import type { Visit } from '../base/visit.js';

/** Parts of a member of staff's work. */
export const tabs = ['waiting', 'mine', 'overdue'] as const;
export type Tab = (typeof tabs)[number];

/** What a tab shows: of the visitor's office, of all offices where they have none, and what is their own to do. */
export function tabFilter({ caller, now }: Visit, tab: Tab): Filter {
  const { office, actor } = caller;
  switch (tab) {
    case 'waiting':
      return queueFilter(office === undefined ? {} : { offices: [office] });
    case 'mine':
      return workFor(actor);
    case 'overdue':
      return office === undefined
        ? overdueAt(now)
        : {
            all: [overdueAt(now), { any: [{ field: 'office', eq: office }, ...assignedTo(actor)] }],
          };
  }
}
