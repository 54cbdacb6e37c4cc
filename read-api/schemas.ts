import { z } from 'zod';
import {
  amountChangeSchema,
  confidentialities,
  linkSchema,
  partySchema,
  placeSchema,
  timerSettingSchema,
} from '../domain/case/header.js';
import { actorKinds, channels, origins, ruleReferenceSchema } from '../domain/kernel/envelope.js';
import { derivationSchema } from '../domain/service/events.js';
import { serviceDefinitionSchema } from '../domain/service/schema/index.js';
import { priorities } from '../domain/service/schema/parts.js';
import { assigneeSchema } from '../domain/service/schema/policies.js';
import { outcomes, stateKinds, timerKinds } from '../domain/service/schema/workflow.js';
import type { CaseView } from '../projections/cases/model.js';
import type { DeadlineView } from '../projections/deadlines/model.js';
import type { EventView } from '../projections/events/model.js';
import { audiences } from '../projections/history/model.js';
import type { VisibleStep } from '../projections/history/visible.js';
import type { ServiceView } from '../projections/services/model.js';
import type { ServiceSummary } from '../projections/services/queries.js';

type Told<Model> = Exclude<keyof Model, '_id' | 'position' | 'parkedAt'>;

/** The shape of a read model's documents, beside their own id: complete, or it does not compile. Their place in the log is nobody's business. */
const describing =
  <Model extends object>() =>
  <Shape extends Readonly<Record<Told<Model>, z.ZodType>>>(shape: Shape) =>
    z.object({ ...shape, parkedAt: parked });

const parked = z
  .string()
  .optional()
  .describe('Present when something later could not be added to it, from which position on');

const time = z.iso.datetime();
const stateSchema = z.object({ code: z.string(), kind: z.enum(stateKinds) });
const runningTimer = z.object({
  name: z.string(),
  kind: z.enum(timerKinds),
  dueAt: time,
  standard: z.literal(true).optional().describe("Its due time is the case's own"),
});
const amounts = z.record(z.string(), z.int());

/** What every reader of a case may see; what is hidden from a reader is left out. */
export const caseSchema = describing<CaseView>()({
  reference: z.string().describe("The case's reference"),
  service: z.string(),
  version: z.int().describe('Of the service, as at submission'),
  definedBy: z.string().describe('Authority whose definition of the service it is'),
  start: z.string(),
  type: z.string().optional(),
  state: stateSchema,
  stateSince: time,
  status: z.enum(['open', 'resolved', 'closed']),
  outcome: z.enum(outcomes).optional(),
  authority: z.string(),
  office: z.string().optional(),
  assignee: assigneeSchema.optional(),
  priority: z.enum(priorities),
  confidentiality: z.enum(confidentialities),
  channel: z.enum(channels),
  language: z.string(),
  parties: z.array(partySchema).optional().describe('Others than yourself by role only'),
  partyIds: z.array(z.string()).optional().describe('Accounts of the parties'),
  places: z.array(placeSchema).optional(),
  areas: z.array(z.string()),
  location: z.object({ longitude: z.number(), latitude: z.number() }).optional(),
  aliases: z.array(z.string()).optional().describe('`scheme:value`'),
  subject: z.string().optional().describe('`registry:key` of the entry it is about'),
  links: z.array(linkSchema),
  summary: z.string().optional(),
  answers: z.record(z.string(), z.json()).optional(),
  personalAnswers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Field of the answers → person whose personal data it is'),
  words: z.string().optional().describe('Free text of the answers and aliases, for search'),
  amounts: amounts.describe('Minor units of `currency`'),
  currency: z.string().optional(),
  openedAt: time,
  receivedOn: z.string().optional().describe('Legal date of receipt, if another than of entry'),
  updatedAt: time,
  dueAt: time.optional().describe('Absent while its clock stands'),
  nextDueAt: time.optional().describe('Earliest due time of all running timers'),
  timers: z.array(runningTimer).optional(),
  resolvedAt: time.optional(),
  closedAt: time.optional(),
  onTime: z.boolean().optional(),
  workingTime: z.int().describe('Working milliseconds so far, or in all'),
  queueOrder: z.string(),
  escalation: z.int().optional().describe('Level reached; 0 for none'),
  reopened: z.int(),
  feedback: z.object({ score: z.int(), scale: z.int() }).optional(),
  documents: z.int(),
  openTasks: z.array(z.string()).optional().describe('`group/task`'),
  lastActionBy: z.object({ id: z.string(), kind: z.enum(actorKinds) }).optional(),
  revision: z.int(),
}).meta({ id: 'Case' });

const visibleActor = z
  .object({
    kind: z.enum(actorKinds),
    id: z.string().optional(),
    roles: z.array(z.string()).optional(),
    onBehalfOf: z.string().optional(),
  })
  .describe('Of others, only the kind where you may not know who');

const changed = <T extends z.ZodType>(value: T) =>
  z.object({ before: value, after: value }).optional();
const name = z.string().nullable();

export const historyStepSchema = describing<VisibleStep>()({
  revision: z.int(),
  activity: z.string().describe('What a person would call it'),
  at: time.describe('When it happened'),
  recordedAt: time,
  actor: visibleActor,
  origin: z.enum(origins),
  rule: ruleReferenceSchema.optional().describe('What decided, where no person did'),
  actingOffice: z.string().optional(),
  channel: z.enum(channels),
  audience: z.enum(audiences),
  from: z.string().optional(),
  to: z.string().optional(),
  comment: z.string().optional(),
  reason: z.string().optional(),
  workingTime: z.int().optional().describe('Working milliseconds spent in `from`'),
  assignee: changed(assigneeSchema.nullable()),
  priority: changed(z.enum(priorities)),
  type: changed(name),
  office: changed(name),
  level: z.int().optional().describe('Level of escalation reached'),
  amounts: z.array(amountChangeSchema).optional(),
  timer: z
    .object({ name: z.string(), kind: z.enum(timerKinds).optional(), dueAt: time })
    .optional()
    .describe('The timer that passed or was extended'),
  timers: z.array(timerSettingSchema).optional(),
  documents: z.array(z.string()).optional().describe('Names, or the id of the one reviewed'),
  verdict: z.enum(['accepted', 'rejected']).optional(),
  fields: z.array(z.string()).optional().describe('Answers that changed'),
  link: linkSchema.optional(),
  tasks: z.array(z.string()).optional().describe('`group/task`'),
  result: z.enum(['done', 'refused', 'skipped']).optional(),
  outcome: z.enum(outcomes).nullable().optional(),
  dueAt: time.nullable().optional(),
  onTime: z.boolean().nullable().optional(),
  score: z.int().optional(),
  failures: z.array(z.string()).optional(),
}).meta({ id: 'HistoryStep' });

export const historySchema = z
  .object({ reference: z.string(), steps: z.array(historyStepSchema) })
  .meta({ id: 'History' });

export const eventSchema = describing<EventView>()({
  id: z.string().describe('Stream and revision'),
  stream: z.string(),
  revision: z.int(),
  type: z.string(),
  activity: z.string(),
  actor: visibleActor,
  origin: z.enum(origins),
  rule: ruleReferenceSchema.optional(),
  authority: z.string(),
  office: z.string().optional(),
  channel: z.enum(channels),
  service: z.string().optional(),
  reference: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  changes: amounts.optional().describe('What each amount rose by, minor units'),
  occurredAt: time,
  recordedAt: time,
  commandId: z.string(),
  correlationId: z.string(),
  causationId: z.string().optional(),
}).meta({ id: 'Event' });

export const deadlineSchema = describing<DeadlineView>()({
  stream: z.string(),
  reference: z.string(),
  service: z.string(),
  authority: z.string(),
  confidential: z.literal(true).optional(),
  nextDueAt: time.optional(),
  timers: z.array(runningTimer),
}).meta({ id: 'Deadline' });

const text = z.record(z.string(), z.string()).describe('Language tag → words');

const versionShape = {
  authority: z.string(),
  code: z.string(),
  version: z.int(),
  status: z.enum(['draft', 'published']),
  effectiveFrom: z.iso.date(),
  supersededOn: z.iso.date().optional().describe('First date whose cases take the next version'),
  withdrawals: z.array(z.iso.date()).describe('Dates from which no new case was taken'),
};

export const serviceSummarySchema = describing<ServiceSummary>()({
  ...versionShape,
  title: text,
  description: text.optional(),
}).meta({ id: 'ServiceSummary' });

export const serviceSchema = describing<ServiceView>()({
  id: z.string().describe('`authority/code/version`'),
  ...versionShape,
  definition: serviceDefinitionSchema,
  derivedFrom: derivationSchema.optional().describe('What it was adopted from'),
  words: z.array(z.string()).describe('Titles, descriptions and keywords, for search'),
  updatedAt: time,
}).meta({ id: 'Service' });
