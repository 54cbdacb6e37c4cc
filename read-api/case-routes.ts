import { z } from 'zod';
import type { Caller } from '../commands/dispatch.js';
import { streamName } from '../domain/kernel/ids.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import type { Reads } from '../http/reads.js';
import { refuse } from '../http/rejections.js';
import { route, type AnyRoute } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
import { findCases } from '../projections/cases/queries.js';
import { caseSearchSchema, caseSorts, type CaseSort } from '../projections/cases/search.js';
import { caseHistory, stepsFor } from '../projections/history/project.js';
import type { Audience } from '../projections/history/model.js';
import { caseAt, eventsAt, type Moment } from '../projections/time-travel/time-travel.js';
import { pagedReply, pageResponse } from './paged.js';
import { flag, moment, paging, present, several } from './parameters.js';
import { caughtUp, sightOf } from './reading.js';
import { caseSchema, historySchema } from './schemas.js';

const params = z.object({ reference: z.string().regex(/^[A-Za-z0-9]{1,40}$/) });

const flags = ['assigned', 'onTime'];
const single = new Set([
  ...['openedFrom', 'openedBefore', 'updatedFrom', 'updatedBefore'],
  ...['closedFrom', 'closedBefore', 'dueFrom', 'dueBefore', 'text'],
]);

/** The search of the read model, each member as a query parameter. */
const searchParameters = Object.fromEntries(
  Object.keys(caseSearchSchema.shape).map((name) => {
    if (flags.includes(name)) return [name, flag.optional()];
    return [
      name,
      (single.has(name) ? z.string().max(300) : several(z.string().max(300))).optional(),
    ];
  }),
);
const listQuery = z.strictObject({
  ...searchParameters,
  sort: z.enum(Object.keys(caseSorts) as [CaseSort, ...CaseSort[]]).default('newest'),
  ...paging,
});

const invalid = (error: z.ZodError): Result<never, Rejection> =>
  refuse(
    'invalid-parameter',
    {},
    {
      faults: error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        message: issue.message,
      })),
    },
  );

/** Who a caller is to the case's history. */
const audienceOf = ({ actor }: Caller): Audience =>
  actor.kind === 'staff' || actor.kind === 'system' ? 'internal' : 'parties';

export function caseRoutes(reads: Reads, readSeconds: number): readonly AnyRoute[] {
  /** The stream of a case that the caller may see, or why not: a case out of sight is a case that is not there. */
  const visibleStream = async (
    reference: string,
    caller: Caller,
  ): Promise<Result<readonly Recorded[], Rejection>> => {
    const key = reference.toUpperCase();
    const { collection, access } = await sightOf<CaseView>(reads, 'cases', caller);
    const { items } = await collection.find(
      { all: [access.filter, { field: '_id', eq: key }] },
      caseSorts.newest,
      { limit: 1 },
    );
    if (!access.documents || items.length === 0)
      return refuse('not-found', { path: `/api/cases/${reference}` });
    return ok(await reads.stream(streamName(`case-${key}`)));
  };

  const list = route({
    method: 'get',
    path: '/cases',
    operationId: 'listCases',
    tag: 'Cases',
    summary: 'Search cases',
    query: listQuery,
    responses: { 200: pageResponse('A page of cases', caseSchema) },
    handle: async ({ query, caller, atLeast, url }) => {
      const ready = await caughtUp(reads, atLeast, readSeconds);
      if (!ready.ok) return ready;
      const { sort, limit, cursor, ...given } = query;
      const search = caseSearchSchema.safeParse(present(given));
      if (!search.success) return invalid(search.error);
      const sight = await sightOf<CaseView>(reads, 'cases', caller);
      const request = { search: search.data, sort };
      const page = await findCases(
        sight.collection,
        sight.access.filter,
        request,
        present({ limit, cursor }),
      );
      return ok(pagedReply(url, page, sight.show));
    },
  });

  const one = route({
    method: 'get',
    path: '/cases/{reference}',
    operationId: 'getCase',
    tag: 'Cases',
    summary: 'A case as it stands, or as it stood at a time',
    params,
    query: z.strictObject(moment),
    responses: { 200: { description: 'The case', schema: caseSchema, headers: ['ETag'] } },
    handle: async ({ params: { reference }, query, caller, atLeast }) => {
      const ready = await caughtUp(reads, atLeast, readSeconds);
      if (!ready.ok) return ready;
      const events = await visibleStream(reference, caller);
      if (!events.ok) return events;
      const view = caseAt(events.value, reads.codec, present(query) as Moment);
      if (view === undefined) return refuse('not-found', { path: `${reference} at that time` });
      const { show } = await sightOf<CaseView>(reads, 'cases', caller);
      return ok({ status: 200, headers: { ETag: `"${view.revision}"` }, body: show(view) });
    },
  });

  const history = route({
    method: 'get',
    path: '/cases/{reference}/history',
    operationId: 'getCaseHistory',
    tag: 'Cases',
    summary: 'What happened to a case, step by step',
    params,
    query: z.strictObject(moment),
    responses: { 200: { description: 'Its steps, first to last', schema: historySchema } },
    handle: async ({ params: { reference }, query, caller, atLeast }) => {
      const ready = await caughtUp(reads, atLeast, readSeconds);
      if (!ready.ok) return ready;
      const events = await visibleStream(reference, caller);
      if (!events.ok) return events;
      const seen = eventsAt(events.value, present(query) as Moment);
      const steps = stepsFor(audienceOf(caller), caseHistory(seen, reads.codec));
      return ok({ status: 200, body: { reference: reference.toUpperCase(), steps } });
    },
  });

  return [list, one, history];
}
