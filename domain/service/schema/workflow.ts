import { z } from 'zod';
import { codeSchema } from '../../kernel/ids.js';
import { textSchema } from '../../kernel/text.js';
import {
  endRuleSchema,
  jsonSchemaSchema,
  labelsSchema,
  lengthSchema,
  priorities,
  ruleSchema,
} from './parts.js';

export const stateKinds = ['start', 'normal', 'waiting', 'resolved', 'end'] as const;
export type StateKind = (typeof stateKinds)[number];

export const outcomes = [
  'granted',
  'refused',
  'withdrawn',
  'lapsed',
  'invalid',
  'duplicate',
  'settled',
  'annulled',
] as const;
export type Outcome = (typeof outcomes)[number];

export const stateSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  kind: z.enum(stateKinds),
  /** What the public is told; the title when absent. */
  publicStatus: textSchema.exactOptional(),
  /** Answers that may be amended here. */
  editable: z.union([z.literal('all'), z.array(z.string().max(200)).max(200)]).default([]),
  clock: z.enum(['running', 'stopped']).default('running'),
  /** Required on resolved and end states. */
  outcome: z.enum(outcomes).exactOptional(),
});

/** Who may do it: staff roles, party roles of this case, timers, payments, external systems. */
export const bySchema = z.strictObject({
  staff: z.array(codeSchema).max(50).exactOptional(),
  party: z.array(codeSchema).max(20).exactOptional(),
  timer: z.literal(true).exactOptional(),
  payment: z.literal(true).exactOptional(),
  external: z.array(codeSchema).max(20).exactOptional(),
});
export type By = z.infer<typeof bySchema>;

/** A value taken from a tariff: the set's entry in force on the key date, the row whose inputs equal the key. */
export const tariffValueSchema = z.strictObject({
  tariff: codeSchema,
  /** Which date chooses the entry. */
  keyDate: z.enum(['opened', 'occurred', 'due']),
  /** Input name → rule. */
  key: z.record(z.string(), ruleSchema),
});

/** The closed list of what an action or a passing timer may do beside moving the case. */
export const effectSchema = z.discriminatedUnion('effect', [
  z.strictObject({
    effect: z.literal('amount'),
    amount: codeSchema,
    change: z.enum(['set', 'add', 'subtract']),
    /** Minor units. A tariff that has no row leaves the amount unchanged and the event says so. */
    value: z.union([ruleSchema, tariffValueSchema]),
  }),
  z.strictObject({
    effect: z.literal('assign'),
    to: z.enum(['chosen', 'actor', 'nobody', 'last', 'rule']),
  }),
  z.strictObject({
    effect: z.literal('priority'),
    priority: z.enum(priorities),
  }),
  z.strictObject({ effect: z.literal('feedback') }),
  z.strictObject({ effect: z.literal('answers') }),
  z.strictObject({ effect: z.literal('end-timer'), timer: codeSchema }),
  z.strictObject({ effect: z.literal('notify'), notification: codeSchema }),
  z.strictObject({ effect: z.literal('output'), output: codeSchema }),
]);
export type Effect = z.infer<typeof effectSchema>;

export const actionSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  by: bySchema,
  /** `any`: every state that is no end. */
  from: z.union([z.literal('any'), z.array(codeSchema).min(1).max(200)]),
  /** A state, or `same`. */
  to: z.union([z.literal('same'), codeSchema]),
  guard: ruleSchema.exactOptional(),
  /** What people are told while the guard does not hold: what must be done first. */
  guardMessage: textSchema.exactOptional(),
  /** Document kinds that must be on the case or come with the action. */
  documents: z.array(codeSchema).max(20).exactOptional(),
  comment: z.enum(['none', 'optional', 'required']).default('optional'),
  /** JSON Schema of what the action asks; validated, kept in the event, seen by rules as `input`. */
  input: jsonSchemaSchema.exactOptional(),
  labels: labelsSchema,
  effects: z.array(effectSchema).max(20).default([]),
});
export type Action = z.infer<typeof actionSchema>;

export const taskGroupSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  /** Opens on entering this state. */
  opensIn: codeSchema,
  tasks: z
    .array(
      z.strictObject({
        code: codeSchema,
        title: textSchema,
        roles: z.array(codeSchema).min(1).max(20),
        office: codeSchema.exactOptional(),
        input: jsonSchemaSchema.exactOptional(),
        labels: labelsSchema,
      }),
    )
    .min(1)
    .max(50),
  /** Complete when all, any, or at least n are; a rule sees `tasks` (code → result). */
  complete: z.union([
    z.enum(['all', 'any']),
    z.strictObject({ least: z.int().positive() }),
    z.strictObject({ rule: ruleSchema }),
  ]),
  /** Taken in the same append when complete. */
  then: codeSchema.exactOptional(),
});

export const passingSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('take'), action: codeSchema }),
  z.strictObject({ do: z.literal('effect'), effect: effectSchema }),
  z.strictObject({ do: z.literal('escalate') }),
  /** A deemed decision or a lapse: the case moves to this state. */
  z.strictObject({ do: z.literal('move'), to: codeSchema, reason: z.enum(['deemed', 'lapsed']) }),
  z.strictObject({ do: z.literal('notify'), notification: codeSchema }),
]);

export const timerKinds = ['internal', 'published', 'statutory'] as const;
export type TimerKind = (typeof timerKinds)[number];

export const timerSchema = z.strictObject({
  name: codeSchema,
  title: textSchema,
  kind: z.enum(timerKinds),
  /** With `at`, counted from the ISO date or timestamp that this rule yields, not from the event. */
  starts: z.union([
    z.strictObject({ on: z.literal('submission'), at: ruleSchema.exactOptional() }),
    z.strictObject({ on: z.literal('action'), action: codeSchema, at: ruleSchema.exactOptional() }),
    z.strictObject({ on: z.literal('state'), state: codeSchema, at: ruleSchema.exactOptional() }),
  ]),
  /** `given`: whoever submits brings the due time; without one the timer does not start. */
  length: z.union([lengthSchema, z.literal('given')]),
  end: endRuleSchema.default('exact'),
  /** Paused in states whose clock is stopped. */
  pauses: z.boolean().default(true),
  endedBy: z
    .strictObject({
      actions: z.array(codeSchema).max(50).default([]),
      states: z.array(codeSchema).max(50).default([]),
      leaving: z.boolean().default(false).describe('ended when its starting state is left'),
      resolution: z.boolean().default(true),
      closing: z.boolean().default(true),
    })
    .prefault({}),
  passing: z.array(passingSchema).max(10).default([]),
});
export type Timer = z.infer<typeof timerSchema>;

export const workflowSchema = z.strictObject({
  states: z.array(stateSchema).min(1).max(200),
  actions: z.array(actionSchema).max(500),
  tasks: z.array(taskGroupSchema).max(50).default([]),
  timers: z.array(timerSchema).max(100).default([]),
});
export type Workflow = z.infer<typeof workflowSchema>;
export type State = z.infer<typeof stateSchema>;
export type TaskGroup = z.infer<typeof taskGroupSchema>;
