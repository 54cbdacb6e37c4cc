import { z } from 'zod';
import { codeSchema } from '../../kernel/ids.js';
import { textSchema } from '../../kernel/text.js';
import { lengthSchema, ruleSchema } from './parts.js';
import { tariffValueSchema } from './workflow.js';

/** Who works on a case: a person, an office, a post or a vendor. */
export const assigneeSchema = z.strictObject({
  kind: z.enum(['person', 'office', 'post', 'vendor']),
  id: z.string().min(1).max(120),
});
export type Assignee = z.infer<typeof assigneeSchema>;

export const assignmentSchema = z.strictObject({
  /** Applied on entering one of these states. */
  states: z.array(codeSchema).min(1).max(50),
  strategy: z.enum(['queue', 'least-loaded', 'round-robin', 'by-area', 'keep-last']),
  /** Whose people are chosen among; the case's office when absent. */
  office: codeSchema.exactOptional(),
  role: codeSchema.exactOptional(),
});

export const escalationSchema = z.strictObject({
  /** Level 1 is reached when this timer passes. */
  timer: codeSchema,
  levels: z
    .array(
      z.strictObject({
        /** After the level before; not on level 1. */
        after: lengthSchema.exactOptional(),
        to: z.union([assigneeSchema, z.strictObject({ kind: z.literal('supervisor') })]),
        raisePriority: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(5),
});

export const chargeSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  kind: z.enum(['fee', 'tax', 'charge', 'late-charge', 'interest', 'rebate', 'fine']),
  when: ruleSchema.exactOptional(),
  amount: z.union([ruleSchema, tariffValueSchema]),
  /** Action on which it falls due. */
  on: codeSchema.exactOptional(),
});

export const notificationSchema = z.strictObject({
  code: codeSchema,
  /** Actions and starts after which it goes out; others are sent by an effect or a timer. */
  on: z.array(codeSchema).max(50).default([]),
  to: z.array(codeSchema).min(1).max(20).describe('party or staff roles, or "assignee"'),
  channels: z.array(z.enum(['sms', 'email', 'app', 'chat', 'letter'])).min(1),
  subject: textSchema.exactOptional(),
  body: textSchema,
});

export const outputSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  kind: z.enum(['certificate', 'registry-entry']),
  template: z.string().max(200).exactOptional(),
  registry: codeSchema.exactOptional(),
});

export const decisionSchema = z.strictObject({
  /** Actions that decide. */
  actions: z.array(codeSchema).min(1).max(50),
  appealWithin: lengthSchema.exactOptional(),
  appealTo: codeSchema.exactOptional(),
});

export const feedbackSchema = z.strictObject({
  scale: z.int().min(2).max(10).default(5),
  /** After resolution or closing. */
  within: lengthSchema,
});

export const startSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  by: z.strictObject({
    party: z.array(codeSchema).max(20).exactOptional(),
    staff: z.array(codeSchema).max(50).exactOptional(),
    schedule: z.literal(true).exactOptional(),
    registry: codeSchema.exactOptional(),
    case: codeSchema.exactOptional(),
    external: z.array(codeSchema).max(20).exactOptional(),
  }),
  /** The state a submitted case takes. */
  state: codeSchema,
});
