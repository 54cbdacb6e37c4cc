import { z } from 'zod';
import { codeSchema } from '../kernel/ids.js';
import { storedInstant } from '../kernel/instant.js';
import { defineEvent, type EventOf } from '../kernel/event-definition.js';
import { assigneeSchema } from '../service/schema/policies.js';
import { timerKinds } from '../service/schema/workflow.js';
import {
  confidentialities,
  documentSchema,
  linkSchema,
  placeSchema,
  prioritySchema,
} from './header.js';
import { caseSubmitted } from './submission-event.js';
import { caseClosed, caseOutcomeChanged, caseReopened, caseResolved } from './closing-events.js';
import {
  about,
  amounts,
  answers,
  assignee,
  basis,
  changed,
  comment,
  dispatched,
  personalAnswers,
  stateRef,
  timers,
} from './event-parts.js';
import { personalInAnswers, personalInPlaces, personalInWords } from './personal.js';

/** Facts in which only what somebody said of their own accord is personal. */
const words = { personal: personalInWords };

export const caseActed = defineEvent(
  'case.acted.v1',
  z.strictObject({
    ...about,
    action: codeSchema,
    from: stateRef,
    to: stateRef,
    comment: comment.exactOptional(),
    input: answers.exactOptional(),
    /** Amended answers: only those that changed; null removes. */
    answers: answers.exactOptional(),
    personalAnswers: personalAnswers.exactOptional(),
    documents: z.array(documentSchema).max(100).exactOptional(),
    priority: changed(prioritySchema).exactOptional(),
    timers,
    amounts,
    /** Working milliseconds spent in `from`. */
    workingTime: z.int().min(0),
    valueDate: z.string().exactOptional(),
    effectiveFrom: z.string().exactOptional(),
    receivedOn: z.string().exactOptional(),
    /** Whom the actor named to have the case next, and the score they gave: what follows of them is told by other facts. */
    assignee: assigneeSchema.exactOptional(),
    score: z.int().min(1).max(10).exactOptional(),
    ...dispatched,
  }),
  {
    personal: (data, teller) => [
      ...personalInAnswers({
        answers: data.answers ?? {},
        personalAnswers: data.personalAnswers ?? {},
      }),
      ...personalInWords(data, teller),
    ],
  },
);

/** A passing timer took the case to another state: a deemed decision, or a lapse. */
export const caseMoved = defineEvent(
  'case.moved.v1',
  z.strictObject({
    ...about,
    timer: z.string(),
    reason: z.enum(['deemed', 'lapsed']),
    from: stateRef,
    to: stateRef,
    timers,
    /** Working milliseconds spent in `from`. */
    workingTime: z.int().min(0),
  }),
);

export const caseTimerPassed = defineEvent(
  'case.timer-passed.v1',
  z.strictObject({
    ...about,
    timer: z.string(),
    kind: z.enum(timerKinds),
    dueAt: storedInstant,
    amounts,
    priority: changed(prioritySchema).exactOptional(),
    timers,
    ...dispatched,
    /** Consequences that could not be had, since a rule failed: each with its cause. */
    failures: z.array(z.string().max(500)).max(10).exactOptional(),
  }),
);

export const caseAssigned = defineEvent(
  'case.assigned.v1',
  z.strictObject({
    ...about,
    before: assignee,
    after: assignee,
    comment: comment.exactOptional(),
    basis: basis.exactOptional(),
  }),
  words,
);

export const caseEscalated = defineEvent(
  'case.escalated.v1',
  z.strictObject({
    ...about,
    before: z.int().min(0),
    after: z.int().min(1),
    reason: z.string().max(1000).exactOptional(),
    assignee: changed(assignee),
    priority: changed(prioritySchema),
    timers,
  }),
  words,
);

export const caseCommented = defineEvent(
  'case.commented.v1',
  z.strictObject({ ...about, comment, visibility: z.enum(['internal', 'parties', 'public']) }),
  words,
);

export const caseAnswersAmended = defineEvent(
  'case.answers-amended.v1',
  z.strictObject({
    ...about,
    /** Only those that changed; null removes. */
    before: answers,
    after: answers,
    personalAnswers,
    reason: z.string().max(1000).exactOptional(),
  }),
  {
    personal: (data, teller) => [
      ...personalInWords({ reason: data.reason }, teller),
      ...personalInAnswers(
        { answers: data.before, personalAnswers: data.personalAnswers },
        'before',
      ),
      ...personalInAnswers({ answers: data.after, personalAnswers: data.personalAnswers }, 'after'),
    ],
  },
);

export const caseDocumentAttached = defineEvent(
  'case.document-attached.v1',
  z.strictObject({ ...about, document: documentSchema }),
  { personal: (_, teller) => [{ path: ['document', 'name'], person: teller }] },
);

export const caseDocumentReviewed = defineEvent(
  'case.document-reviewed.v1',
  z.strictObject({
    ...about,
    document: z.string(),
    before: z.enum(['pending', 'accepted', 'rejected']),
    after: z.enum(['accepted', 'rejected']),
    reason: z.string().max(1000).exactOptional(),
  }),
  words,
);

export const caseLinked = defineEvent(
  'case.linked.v1',
  z.strictObject({ ...about, link: linkSchema }),
);
export const caseUnlinked = defineEvent(
  'case.unlinked.v1',
  z.strictObject({ ...about, link: linkSchema, reason: z.string().max(1000) }),
  words,
);

export const caseExtended = defineEvent(
  'case.extended.v1',
  z.strictObject({
    ...about,
    timer: z.string(),
    before: storedInstant,
    after: storedInstant,
    reason: z.string().min(1).max(1000),
    timers,
  }),
  words,
);

export const caseReclassified = defineEvent(
  'case.reclassified.v1',
  z.strictObject({
    ...about,
    type: changed(codeSchema.nullable()).exactOptional(),
    office: changed(codeSchema.nullable()).exactOptional(),
    priority: changed(prioritySchema).exactOptional(),
    confidentiality: changed(z.enum(confidentialities)).exactOptional(),
    places: changed(z.array(placeSchema).max(20)).exactOptional(),
    reason: z.string().min(1).max(1000),
    timers,
  }),
  {
    personal: ({ places, reason }, teller) => [
      ...personalInWords({ reason }, teller),
      ...(['before', 'after'] as const).flatMap((when) =>
        personalInPlaces(places?.[when] ?? [], ['places', when], teller),
      ),
    ],
  },
);

export const caseTasksOpened = defineEvent(
  'case.tasks-opened.v1',
  z.strictObject({ ...about, group: codeSchema, tasks: z.array(codeSchema).max(50) }),
);

export const caseTaskCompleted = defineEvent(
  'case.task-completed.v1',
  z.strictObject({
    ...about,
    group: codeSchema,
    task: codeSchema,
    result: z.enum(['done', 'refused', 'skipped']),
    input: answers.exactOptional(),
    comment: comment.exactOptional(),
    /** Whether this completed the group. */
    completes: z.boolean(),
  }),
  words,
);

export const caseFeedbackGiven = defineEvent(
  'case.feedback-given.v1',
  z.strictObject({
    ...about,
    score: z.int().min(1).max(10),
    scale: z.int().min(2).max(10),
    comment: comment.exactOptional(),
  }),
  words,
);

export { caseSubmitted, caseClosed, caseOutcomeChanged, caseReopened, caseResolved };

export const caseEvents = [
  caseSubmitted,
  caseActed,
  caseMoved,
  caseTimerPassed,
  caseAssigned,
  caseEscalated,
  caseCommented,
  caseAnswersAmended,
  caseDocumentAttached,
  caseDocumentReviewed,
  caseLinked,
  caseUnlinked,
  caseExtended,
  caseReclassified,
  caseTasksOpened,
  caseTaskCompleted,
  caseResolved,
  caseClosed,
  caseOutcomeChanged,
  caseReopened,
  caseFeedbackGiven,
] as const;
export type CaseEvent = EventOf<(typeof caseEvents)[number]>;
