import { z } from 'zod';
import { partySchema, placeSchema } from '../domain/case/header.js';
import { assigneeSchema } from '../domain/service/schema/policies.js';
import { outcomes, stateKinds } from '../domain/service/schema/workflow.js';

const time = z.iso.datetime();

/** What every reader of a case may see; what is hidden from a reader is left out. */
export const caseSchema = z
  .looseObject({
    _id: z.string().describe("The case's reference"),
    service: z.string(),
    version: z.int(),
    definedBy: z.string().describe('The authority whose definition of the service it follows'),
    type: z.string().optional(),
    state: z.object({ code: z.string(), kind: z.enum(stateKinds) }),
    status: z.enum(['open', 'resolved', 'closed']),
    outcome: z.enum(outcomes).optional(),
    authority: z.string(),
    office: z.string().optional(),
    assignee: assigneeSchema.optional(),
    priority: z.string(),
    parties: z.array(partySchema).optional(),
    places: z.array(placeSchema).optional(),
    summary: z.string().optional(),
    amounts: z.record(z.string(), z.int()).describe('Minor units of `currency`'),
    openedAt: time,
    updatedAt: time,
    dueAt: time.optional(),
    resolvedAt: time.optional(),
    closedAt: time.optional(),
    onTime: z.boolean().optional(),
    revision: z.int(),
  })
  .meta({ id: 'Case' });

const changed = z.object({ before: z.unknown(), after: z.unknown() });

export const historyStepSchema = z
  .looseObject({
    revision: z.int(),
    activity: z.string().describe('What a person would call it'),
    at: time.describe('When it happened'),
    recordedAt: time,
    actor: z.looseObject({ id: z.string(), kind: z.string() }),
    origin: z.enum(['actor', 'policy', 'import']),
    from: z.string().optional(),
    to: z.string().optional(),
    comment: z.string().optional(),
    workingTime: z.int().optional().describe('Working milliseconds spent in `from`'),
    assignee: changed.optional(),
  })
  .meta({ id: 'HistoryStep' });

export const historySchema = z
  .object({ reference: z.string(), steps: z.array(historyStepSchema) })
  .meta({ id: 'History' });

export const eventSchema = z
  .looseObject({
    _id: z.string(),
    stream: z.string(),
    revision: z.int(),
    type: z.string(),
    activity: z.string(),
    actor: z.looseObject({ id: z.string(), kind: z.string() }),
    origin: z.string(),
    occurredAt: time,
    recordedAt: time,
  })
  .meta({ id: 'Event' });

export const deadlineSchema = z
  .looseObject({
    _id: z.string(),
    stream: z.string(),
    reference: z.string(),
    service: z.string(),
    nextDueAt: time,
    timers: z.array(z.looseObject({ name: z.string(), dueAt: time })),
  })
  .meta({ id: 'Deadline' });

export const loadSchema = z
  .object({
    of: z.string().nullable().describe('Service, office or assignee'),
    open: z.int(),
    overdue: z.int(),
    dueSoon: z.int(),
    waiting: z.int(),
  })
  .meta({ id: 'Load' });

export const rowsSchema = z
  .object({
    rows: z.array(z.record(z.string(), z.json())),
    truncated: z.boolean().describe('Whether the limit cut rows off'),
  })
  .meta({ id: 'Rows' });

const durations = z.object({
  mean: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  longest: z.number().nullable(),
});

export const serviceLevelsSchema = z
  .object({
    rows: z.array(
      z.object({
        group: z.record(z.string(), z.string().nullable()),
        received: z.int(),
        resolved: z.int(),
        closed: z.int(),
        reopened: z.int(),
        onTime: z.int(),
        late: z.int(),
        untimed: z.int(),
        onTimeShare: z.number().nullable(),
        working: durations.describe('Working milliseconds from opening to finishing'),
        elapsed: durations,
      }),
    ),
    truncated: z.boolean(),
  })
  .meta({ id: 'ServiceLevels' });

const text = z.record(z.string(), z.string());

export const serviceSummarySchema = z
  .looseObject({
    authority: z.string(),
    code: z.string(),
    version: z.int(),
    status: z.enum(['draft', 'published']),
    effectiveFrom: z.iso.date(),
    title: text,
  })
  .meta({ id: 'ServiceSummary' });

export const serviceSchema = z
  .looseObject({
    _id: z.string(),
    authority: z.string(),
    code: z.string(),
    version: z.int(),
    status: z.enum(['draft', 'published']),
    definition: z.looseObject({ code: z.string(), title: text }),
  })
  .meta({ id: 'Service' });

export const referenceSchema = z
  .looseObject({ authority: z.string(), set: z.string(), status: z.string() })
  .meta({ id: 'ReferenceSet' });

export const modelsSchema = z
  .object({
    models: z.array(
      z.object({
        name: z.string(),
        fields: z.record(z.string(), z.string()),
        measures: z.array(z.string()),
        text: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Models' });
