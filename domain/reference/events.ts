import { codeSchema } from '../kernel/ids.js';
import { defineEvent, type EventOf } from '../kernel/event-definition.js';
import { entrySchema, reasonSchema } from './entry.js';

/** A new entry of a set: it holds from its date until the next entry's. */
export const referencePublished = defineEvent(
  'reference.published.v1',
  entrySchema({ set: codeSchema }),
);

/** An entry that had been published wrongly, put right; its date stays. */
export const referenceCorrected = defineEvent(
  'reference.corrected.v1',
  entrySchema({ set: codeSchema, reason: reasonSchema }),
);

export const referenceEvents = [referencePublished, referenceCorrected] as const;
export type ReferenceEvent = EventOf<(typeof referenceEvents)[number]>;
