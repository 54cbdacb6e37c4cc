import { z } from 'zod';
import { defineEvent } from '../kernel/event-definition.js';
import { storedInstant } from '../kernel/instant.js';
import { outcomes } from '../service/schema/workflow.js';
import { changed, closing, counted } from './event-parts.js';

export const caseResolved = defineEvent('case.resolved.v1', z.strictObject(closing));
export const caseClosed = defineEvent(
  'case.closed.v1',
  z.strictObject({ ...closing, resolvedAt: storedInstant.nullable() }),
);
/** A case already resolved or closed got another outcome: a granted permit was annulled. */
export const caseOutcomeChanged = defineEvent(
  'case.outcome-changed.v1',
  z.strictObject({ ...counted, outcome: changed(z.enum(outcomes).nullable()) }),
);
export const caseReopened = defineEvent(
  'case.reopened.v1',
  z.strictObject({
    ...counted,
    outcome: z.enum(outcomes).nullable(),
    /** When it had been closed or, if it never was, resolved. */
    closedAt: storedInstant,
    count: z.int().min(1),
  }),
);
