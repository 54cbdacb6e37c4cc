import { z } from 'zod';
import { authoritySchema } from '../../kernel/authority.js';
import { codeSchema } from '../../kernel/ids.js';
import { plainDateSchema } from '../../kernel/instant.js';
import { textSchema } from '../../kernel/text.js';
import {
  amountRuleSchema,
  documentRuleSchema,
  formSchema,
  partyRuleSchema,
  priorities,
  typeSchema,
} from './parts.js';
import {
  assignmentSchema,
  chargeSchema,
  decisionSchema,
  escalationSchema,
  feedbackSchema,
  notificationSchema,
  outputSchema,
  startSchema,
} from './policies.js';
import { workflowSchema } from './workflow.js';

/** A service as data. Adding one means writing this, never code. */
export const serviceDefinitionSchema = z.strictObject({
  $schema: z.string().max(500).exactOptional(),
  code: codeSchema,
  /** Rises by one with each publishing; a published version never changes. */
  version: z.int().positive(),
  authority: authoritySchema,
  /** First local date (in the calendar's zone) whose cases take this version. */
  effectiveFrom: plainDateSchema,
  title: textSchema,
  description: textSchema.exactOptional(),
  /** Reference set of kind `calendar`: working time and zone. */
  calendar: codeSchema,
  /** ISO 4217, for all amounts. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency (ISO 4217), like "INR"')
    .exactOptional(),
  priority: z.enum(priorities).default('normal'),
  /** Office that receives cases whose type names none. */
  office: codeSchema.exactOptional(),
  /** What of this definition a narrower authority may override when it adopts it. */
  overridable: z
    .array(
      z.enum([
        'types',
        'limits',
        'texts',
        'assignment',
        'escalation',
        'charges',
        'office',
        'calendar',
      ]),
    )
    .default([]),
  start: z.array(startSchema).min(1).max(20),
  subject: z
    .strictObject({ registry: codeSchema, required: z.boolean().default(true) })
    .exactOptional(),
  /** Whether it must be said where the matter is: an address, an area or a point. */
  place: z.enum(['required', 'optional', 'none']).exactOptional(),
  types: z.array(typeSchema).max(500).default([]),
  parties: z.array(partyRuleSchema).max(20).default([]),
  form: formSchema.exactOptional(),
  documents: z.array(documentRuleSchema).max(50).default([]),
  amounts: z.array(amountRuleSchema).max(20).default([]),
  workflow: workflowSchema,
  /** The timer whose due time is the case's own: on time means closed at or before it. */
  standard: codeSchema.exactOptional(),
  assignment: z.array(assignmentSchema).max(50).default([]),
  escalation: escalationSchema.exactOptional(),
  charges: z.array(chargeSchema).max(50).default([]),
  notifications: z.array(notificationSchema).max(100).default([]),
  outputs: z.array(outputSchema).max(20).default([]),
  decision: decisionSchema.exactOptional(),
  feedback: feedbackSchema.exactOptional(),
});
export type ServiceDefinition = z.infer<typeof serviceDefinitionSchema>;
