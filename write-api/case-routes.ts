import { z } from 'zod';
import {
  caseCommandSchemas,
  completeTaskSchema,
  reviewDocumentSchema,
  submitSchema,
  type CaseOperation,
} from '../domain/case/commands.js';
import { authoritySchema } from '../domain/kernel/authority.js';
import { codeSchema } from '../domain/kernel/ids.js';
import type { AnyRoute } from '../http/route.js';
import { submittedCase, writtenCase } from './reply.js';
import { commandRoute, type CommandRoute, type Executor } from './command-route.js';

const reference = z
  .string()
  .max(40)
  .meta({ description: "The case's reference", example: '7Q2M4KXPC' });
const onCase = z.object({ reference });

const ofService = { authority: authoritySchema, service: codeSchema };

/** A submission names the service it is for; the version follows from the time. */
const newCaseSchema = submitSchema.extend(ofService).meta({ id: 'NewCase' });

const record = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Readonly<Record<string, unknown>>)
    : {};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const submitRoute: CommandRoute = {
  path: '/cases',
  operationId: 'submitCase',
  tag: 'Cases',
  summary: 'Submit a case',
  description:
    'Applies for a service, reports a problem, records a fine: whatever the service is. The case exists from here on.',
  aggregate: 'case',
  operation: 'submit',
  body: newCaseSchema,
  named: z.looseObject(ofService),
  target: (_params, body) => `${text(record(body).authority)}/${text(record(body).service)}`,
  command: (_params, body) =>
    Object.fromEntries(
      Object.entries(record(body)).filter(([name]) => name !== 'authority' && name !== 'service'),
    ),
  written: submittedCase,
};

interface OnCase {
  readonly operation: CaseOperation;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly command?: NonNullable<CommandRoute['command']>;
}

const taskParams = z.object({ reference, group: codeSchema, task: codeSchema });
const documentParams = z.object({ reference, document: z.string().max(120) });

const operations: readonly OnCase[] = [
  {
    operation: 'act',
    path: 'actions',
    operationId: 'act',
    summary: 'Take an action of the workflow',
  },
  { operation: 'comment', path: 'comments', operationId: 'comment', summary: 'Comment' },
  {
    operation: 'assign',
    path: 'assignment',
    operationId: 'assign',
    summary: 'Assign to a person, office, post or vendor, or return to the queue',
  },
  {
    operation: 'amend-answers',
    path: 'answers',
    operationId: 'amendAnswers',
    summary: 'Amend answers that the present state lets change',
  },
  {
    operation: 'attach-document',
    path: 'documents',
    operationId: 'attachDocument',
    summary: 'Attach a document, or a new version of one',
  },
  {
    operation: 'review-document',
    path: 'documents/{document}/review',
    operationId: 'reviewDocument',
    summary: 'Accept or reject a document',
    params: documentParams,
    body: reviewDocumentSchema.omit({ document: true }),
    command: (params, body) => ({ ...record(body), document: params.document }),
  },
  { operation: 'link', path: 'links', operationId: 'linkCase', summary: 'Link to another case' },
  {
    operation: 'unlink',
    path: 'links/removal',
    operationId: 'unlinkCase',
    summary: 'Remove a link to another case',
  },
  {
    operation: 'extend',
    path: 'extensions',
    operationId: 'extend',
    summary: 'Move the due time of a running timer, with a reason',
  },
  {
    operation: 'escalate',
    path: 'escalations',
    operationId: 'escalate',
    summary: 'Escalate by hand',
  },
  {
    operation: 'complete-task',
    path: 'tasks/{group}/{task}',
    operationId: 'completeTask',
    summary: 'Complete one of the parallel tasks',
    params: taskParams,
    body: completeTaskSchema.omit({ group: true, task: true }),
    command: (params, body) => ({ ...record(body), group: params.group, task: params.task }),
  },
  {
    operation: 'give-feedback',
    path: 'feedback',
    operationId: 'giveFeedback',
    summary: 'Say how it went',
  },
  {
    operation: 'reclassify',
    path: 'classification',
    operationId: 'reclassify',
    summary: 'Change type, office, priority, confidentiality or places, with a reason',
  },
  {
    operation: 'settle',
    path: 'settlements',
    operationId: 'settle',
    summary: 'Derive what is due by now; every other write does so first',
  },
];

/** Everything that can be asked of a case. */
export const caseRoutes = (commands: Executor): readonly AnyRoute[] => [
  commandRoute(submitRoute, commands),
  ...operations.map(({ path, body, params, operation, command, ...rest }) =>
    commandRoute(
      {
        ...rest,
        ...(command === undefined ? {} : { command }),
        path: `/cases/{reference}/${path}`,
        tag: 'Cases',
        aggregate: 'case',
        operation,
        params: params ?? onCase,
        body: body ?? caseCommandSchemas[operation],
        target: ({ reference: target }) => target ?? '',
        written: writtenCase,
      },
      commands,
    ),
  ),
];
