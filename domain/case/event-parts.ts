import { z } from 'zod';
import { codeSchema } from '../kernel/ids.js';
import { storedInstant } from '../kernel/instant.js';
import { assigneeSchema } from '../service/schema/policies.js';
import { outcomes, stateKinds } from '../service/schema/workflow.js';
import { amountChangeSchema, timerSettingSchema } from './header.js';

export const comment = z.string().min(1).max(10_000);
export const answers = z.record(z.string(), z.json());
export type Answers = z.infer<typeof answers>;
export const assignee = assigneeSchema.nullable();
/** Field of the answers → person whose personal data it is, as `ownerOf` names them. */
export const personalAnswers = z.record(z.string(), z.string());
export const timers = z.array(timerSettingSchema).max(100);
export const amounts = z.array(amountChangeSchema).max(50);
/** Codes of notifications to send and outputs to make, for whoever reacts. */
export const dispatched = {
  notifications: z.array(codeSchema).max(20).exactOptional(),
  outputs: z.array(codeSchema).max(20).exactOptional(),
};
/** The state and, for whoever reads events alone, its kind. */
export const stateRef = z.strictObject({ code: codeSchema, kind: z.enum(stateKinds) });

/** Every fact names its service, so that counting one service's facts needs no other fact. */
export const about = { service: codeSchema };
/** What service levels are counted by. */
export const counted = {
  ...about,
  type: codeSchema.nullable(),
  office: codeSchema.nullable(),
  /** Local date in the zone of the service's calendar. */
  on: z.iso.date(),
};

/** What decided, recorded so that a replay decides the same. */
export const basis = z.strictObject({
  strategy: z.string(),
  /** Candidate → open cases. */
  workload: z.record(z.string(), z.int()).exactOptional(),
  /** `office/role` that takes turns, and who was chosen last. */
  turn: z.string().exactOptional(),
  last: z.string().exactOptional(),
});
export type Basis = z.infer<typeof basis>;

/** When it opened, what was promised, how long it took: a closing stands on its own for an analyst. */
export const closing = {
  ...counted,
  outcome: z.enum(outcomes).nullable(),
  openedAt: storedInstant,
  dueAt: storedInstant.nullable(),
  /** Working milliseconds on the running clock since opening. */
  workingTime: z.int().min(0),
  /** At or before its due time; null without one. */
  onTime: z.boolean().nullable(),
};

/** A value before and after. */
export const changed = <T extends z.ZodType>(value: T) =>
  z.strictObject({ before: value, after: value });
