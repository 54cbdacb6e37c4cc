import { z } from 'zod';
import { authoritySchema } from '../kernel/authority.js';
import { plainDateSchema } from '../kernel/instant.js';
import { defineEvent, type EventOf } from '../kernel/event-definition.js';
import { textSchema } from '../kernel/text.js';
import { serviceDefinitionSchema } from './schema/index.js';

const version = z.int().positive();
const reason = z.string().min(1).max(1000);

/** The definition that this one was adopted from, and what was made otherwise. */
export const derivationSchema = z.strictObject({
  authority: authoritySchema,
  version,
  overridden: z.array(z.string().max(40)).max(20),
});
export type Derivation = z.infer<typeof derivationSchema>;

const definitionWithOrigin = z.strictObject({
  definition: serviceDefinitionSchema,
  derivedFrom: derivationSchema.exactOptional(),
});

export const serviceDrafted = defineEvent('service.drafted.v1', definitionWithOrigin);
export const serviceDraftDiscarded = defineEvent(
  'service.draft-discarded.v1',
  z.strictObject({ version }),
);
/** The definition is complete: what a case of this version went by can be read from this event alone. */
export const servicePublished = defineEvent('service.published.v1', definitionWithOrigin);
export const serviceTextsCorrected = defineEvent(
  'service.texts-corrected.v1',
  z.strictObject({
    version,
    corrections: z
      .array(z.strictObject({ path: z.string().max(500), before: textSchema, after: textSchema }))
      .min(1)
      .max(500),
    reason,
  }),
);
export const serviceWithdrawn = defineEvent(
  'service.withdrawn.v1',
  z.strictObject({ version, from: plainDateSchema, reason }),
);

export const serviceEvents = [
  serviceDrafted,
  serviceDraftDiscarded,
  servicePublished,
  serviceTextsCorrected,
  serviceWithdrawn,
] as const;
export type ServiceEvent = EventOf<(typeof serviceEvents)[number]>;
