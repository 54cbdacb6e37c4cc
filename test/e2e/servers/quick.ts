import { complaintService, variant } from '../../samples/complaint.js';

/** A service whose cases lapse a moment after they were submitted, unless somebody takes them. */
export const quickService = variant(
  { ...complaintService, code: 'quick', version: 1 },
  ({ workflow }) => {
    workflow.timers[1] = {
      ...workflow.timers[1],
      starts: { on: 'state', state: 'new' },
      length: { elapsed: 100 },
    };
  },
);
