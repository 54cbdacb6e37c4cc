import { z } from 'zod';
import { parseReference } from '../domain/kernel/case-reference.js';
import { eventSearchSchema } from '../projections/events/queries.js';

/** A reference as people write it; one that can not be is told from one of no events. */
const reference = z
  .string()
  .max(40)
  .transform((text, context) => {
    const parsed = parseReference(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: 'must be a case reference, like 7Q2M-4KXP-C' });
    return z.NEVER;
  });

/** What the audit view can be narrowed by, as parameters say it. */
export const eventParameters = eventSearchSchema.extend({
  reference: z.array(reference).min(1).max(50).exactOptional(),
});
