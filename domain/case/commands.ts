import { z } from 'zod';
import { codeSchema } from '../kernel/ids.js';
import { instantSchema } from '../kernel/instant.js';
import { languageTag } from '../kernel/text.js';
import { assigneeSchema } from '../service/schema/policies.js';
import {
  aliasSchema,
  confidentialities,
  documentSchema,
  linkSchema,
  partySchema,
  placeSchema,
  prioritySchema,
  subjectSchema,
} from './header.js';

const comment = z.string().trim().min(1).max(10_000);
const reason = z.string().trim().min(1).max(1000);
const answers = z.record(z.string().max(200), z.json());
const date = z.iso.date();
/** A document as its sender describes it; id and version are given by the case. */
const newDocument = documentSchema.omit({ id: true, version: true });
const newParty = partySchema
  .omit({ id: true, identity: true })
  .extend({ identity: partySchema.shape.identity.default('none') });

export const submitSchema = z.strictObject({
  /** Which of the service's starts; the only one open to the actor when absent. */
  start: codeSchema.exactOptional(),
  type: codeSchema.exactOptional(),
  parties: z.array(newParty).max(100).default([]),
  answers: answers.default({}),
  documents: z.array(newDocument).max(100).default([]),
  places: z.array(placeSchema).max(20).default([]),
  aliases: z.array(aliasSchema).max(20).default([]),
  subject: subjectSchema.exactOptional(),
  links: z.array(linkSchema).max(20).default([]),
  summary: z.string().trim().min(1).max(500).exactOptional(),
  language: languageTag.max(35).default('en'),
  priority: prioritySchema.exactOptional(),
  confidentiality: z.enum(confidentialities).default('normal'),
  office: codeSchema.exactOptional(),
  receivedOn: date.exactOptional(),
  /** Timer → due time, for timers whose length is `given`. */
  due: z.record(z.string(), instantSchema).default({}),
  /** First values of amounts, minor units. */
  amounts: z.record(z.string(), z.int()).default({}),
});

export const actSchema = z.strictObject({
  action: codeSchema,
  comment: comment.exactOptional(),
  input: answers.exactOptional(),
  answers: answers.exactOptional(),
  documents: z.array(newDocument).max(100).default([]),
  assignee: assigneeSchema.exactOptional(),
  /** For actions with effect `feedback`. */
  score: z.int().min(1).max(10).exactOptional(),
  /** Timer → due time, for timers that this action starts and whose length is `given`. */
  due: z.record(z.string(), instantSchema).default({}),
  valueDate: date.exactOptional(),
  effectiveFrom: date.exactOptional(),
  receivedOn: date.exactOptional(),
});

export const commentSchema = z.strictObject({
  comment,
  visibility: z.enum(['internal', 'parties', 'public']).default('parties'),
});

export const assignSchema = z.strictObject({
  /** null returns the case to its queue. */
  assignee: assigneeSchema.nullable(),
  comment: comment.exactOptional(),
});

export const amendAnswersSchema = z.strictObject({ answers, reason: reason.exactOptional() });
export const attachDocumentSchema = z.strictObject({ document: newDocument });
export const reviewDocumentSchema = z.strictObject({
  document: z.string().min(1).max(120),
  verdict: z.enum(['accepted', 'rejected']),
  reason: reason.exactOptional(),
});
export const linkCaseSchema = z.strictObject({ link: linkSchema });
export const unlinkCaseSchema = z.strictObject({ link: linkSchema, reason });
export const extendSchema = z.strictObject({ timer: codeSchema, dueAt: instantSchema, reason });
export const escalateSchema = z.strictObject({ reason });
export const completeTaskSchema = z.strictObject({
  group: codeSchema,
  task: codeSchema,
  result: z.enum(['done', 'refused', 'skipped']).default('done'),
  input: answers.exactOptional(),
  comment: comment.exactOptional(),
});
export const giveFeedbackSchema = z.strictObject({
  score: z.int().min(1).max(10),
  comment: comment.exactOptional(),
});
export const reclassifySchema = z.strictObject({
  type: codeSchema.exactOptional(),
  office: codeSchema.exactOptional(),
  priority: prioritySchema.exactOptional(),
  confidentiality: z.enum(confidentialities).exactOptional(),
  places: z.array(placeSchema).max(20).exactOptional(),
  reason,
});
/** Derives what is due and nothing else. */
export const settleSchema = z.strictObject({});

/** Operation → schema of its body: the one list of what can be asked of a case. */
export const caseCommandSchemas = {
  submit: submitSchema,
  act: actSchema,
  comment: commentSchema,
  assign: assignSchema,
  'amend-answers': amendAnswersSchema,
  'attach-document': attachDocumentSchema,
  'review-document': reviewDocumentSchema,
  link: linkCaseSchema,
  unlink: unlinkCaseSchema,
  extend: extendSchema,
  escalate: escalateSchema,
  'complete-task': completeTaskSchema,
  'give-feedback': giveFeedbackSchema,
  reclassify: reclassifySchema,
  settle: settleSchema,
} as const;

export type CaseOperation = keyof typeof caseCommandSchemas;
export type CaseBody<O extends CaseOperation> = z.output<(typeof caseCommandSchemas)[O]>;
export type CaseCommand = {
  [O in CaseOperation]: { readonly operation: O; readonly body: CaseBody<O> };
}[CaseOperation];
