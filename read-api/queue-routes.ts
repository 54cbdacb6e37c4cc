import { z } from 'zod';
import { codeSchema } from '../domain/kernel/ids.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  instantSchema,
} from '../domain/kernel/instant.js';
import { ok } from '../domain/kernel/result.js';
import { refuse } from '../http/rejections.js';
import { route, type AnyRoute } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
import { overview, queue, workOf } from '../projections/cases/queries.js';
import { dueWithin } from '../projections/deadlines/queries.js';
import type { DeadlineView } from '../projections/deadlines/model.js';
import { asking } from './asking.js';
import { knownOffice } from './known-names.js';
import { pagedReply, pageResponse } from './paged.js';
import { flag, paging, present } from './parameters.js';
import { caughtUp, type Reader } from './reader.js';
import { everything } from '../projections/query/filter.js';
import { sightOf } from '../http/sight.js';
import { loadSchema } from './measure-schemas.js';
import { caseSchema, deadlineSchema } from './schemas.js';

const getQueue = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/queues/{office}',
    operationId: 'getQueue',
    tag: 'Queues',
    summary: "An office's open cases that wait for somebody, what must be done first on top",
    params: z.object({ office: codeSchema }),
    query: z.strictObject({
      taken: flag.optional().meta({ description: 'Also what somebody works on already' }),
      ...paging,
    }),
    responses: { 200: pageResponse('A page of cases', caseSchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { taken = false, limit, cursor } = call.query;
      const { collection, show } = await sightOf<CaseView>(reader.reads, 'cases', call.caller);
      const request = { offices: [call.params.office], alsoTaken: taken };
      const page = await asking(queue(collection, everything, request, present({ limit, cursor })));
      if (!page.ok) return page;
      if (page.value.items.length === 0) {
        const known = await knownOffice(reader.reads, call.caller, call.params.office, '/office');
        if (!known.ok) return known;
      }
      return ok(pagedReply(call.url, page.value, show));
    },
  });

const getWork = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/work/{assignee}',
    operationId: 'getWork',
    tag: 'Queues',
    summary: 'Open cases of one person, post, office or vendor',
    params: z.object({
      assignee: z
        .string()
        .min(1)
        .max(120)
        .regex(
          /^(?!(?:person|post|office|vendor):)/,
          'must be the id alone, without its kind, like "sunita.devi"',
        )
        .meta({
          description:
            "Id alone, as `assignee.id` of a case has it. One's own id: with what is assigned to posts that one holds.",
          example: 'sunita.devi',
        }),
    }),
    query: z.strictObject(paging),
    responses: { 200: pageResponse('A page of cases', caseSchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { collection, show } = await sightOf<CaseView>(reader.reads, 'cases', call.caller);
      const { actor } = call.caller;
      const { assignee } = call.params;
      const whose = assignee === actor.id ? actor : assignee;
      const page = await asking(workOf(collection, everything, whose, present(call.query)));
      if (!page.ok) return page;
      return ok(pagedReply(call.url, page.value, show));
    },
  });

const dayMilliseconds = 86_400_000;
const groupings = { service: 'service', office: 'office', assignee: 'assignee.id' } as const;

const getWorkload = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/workload',
    operationId: 'getWorkload',
    tag: 'Queues',
    summary: 'How much is open, overdue, due soon and waiting',
    query: z.strictObject({
      by: z.enum(['service', 'office', 'assignee']).default('service'),
      at: instantSchema.optional().meta({ description: 'What is overdue is seen from here; now' }),
      soonDays: z.coerce.number().int().min(1).max(90).default(2),
    }),
    responses: {
      200: { description: 'One row a group', schema: z.object({ rows: z.array(loadSchema) }) },
    },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { by, at, soonDays } = call.query;
      const now = at ?? reader.reads.now();
      const soon = fromEpochMilliseconds(epochMilliseconds(now) + soonDays * dayMilliseconds);
      const { collection, access } = await sightOf<CaseView>(reader.reads, 'cases', call.caller);
      if (!access.figures) return refuse('no-figures', { model: 'cases' });
      const rows = await overview(collection, everything, groupings[by], { now, soon });
      return ok({ status: 200, body: { rows } });
    },
  });

const listDeadlines = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/deadlines',
    operationId: 'listDeadlines',
    tag: 'Queues',
    summary: 'What falls due within a stretch of time, the earliest first',
    query: z.strictObject({
      from: instantSchema.optional(),
      before: instantSchema.optional(),
      ...paging,
    }),
    responses: { 200: pageResponse('A page of deadlines', deadlineSchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { from, before, limit, cursor } = call.query;
      const { collection, show } = await sightOf<DeadlineView>(
        reader.reads,
        'deadlines',
        call.caller,
      );
      const page = await asking(
        dueWithin(collection, everything, present({ from, before }), present({ limit, cursor })),
      );
      if (!page.ok) return page;
      return ok(pagedReply(call.url, page.value, show));
    },
  });

export const queueRoutes = (reader: Reader): readonly AnyRoute[] => [
  getQueue(reader),
  getWork(reader),
  getWorkload(reader),
  listDeadlines(reader),
];
