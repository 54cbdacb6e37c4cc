import { z } from 'zod';
import { ok } from '../domain/kernel/result.js';
import { route, type AnyRoute } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
import { findCases } from '../projections/cases/queries.js';
import { caseSearchSchema, caseSorts, type CaseSort } from '../projections/cases/search.js';
import { caseHistory } from '../projections/history/project.js';
import { historyFor } from '../projections/history/visible.js';
import { eventsAt } from '../projections/time-travel/time-travel.js';
import { asking } from './asking.js';
import { knownNames } from './known-names.js';
import { pagedReply, pageResponse } from './paged.js';
import { moment, paging, present } from './parameters.js';
import {
  beforeBeginning,
  caseAsItStood,
  caughtUp,
  streamOfCase,
  visibleCase,
  type Reader,
} from './reader.js';
import { everything } from '../projections/query/filter.js';
import { sightOf } from '../http/sight.js';
import { caseSchema, historySchema } from './schemas.js';
import { readSearch, searchParameters } from './search-parameters.js';

const params = z.object({
  reference: z.string().max(40).meta({ description: "The case's reference" }),
});
const sorts = Object.keys(caseSorts) as [CaseSort, ...CaseSort[]];

const listQuery = z.strictObject({
  ...searchParameters(caseSearchSchema),
  sort: z.enum(sorts).default('newest'),
  ...paging,
});

const listCases = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/cases',
    operationId: 'listCases',
    tag: 'Cases',
    summary: 'Search cases',
    query: listQuery,
    responses: { 200: pageResponse('A page of cases', caseSchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { limit, cursor } = call.query;
      const search = readSearch(caseSearchSchema, call.query);
      if (!search.ok) return search;
      const sight = await sightOf<CaseView>(reader.reads, 'cases', call.caller);
      const request = { search: search.value, sort: call.query.sort };
      const page = present({ limit, cursor });
      const found = await asking(findCases(sight.collection, everything, request, page));
      if (!found.ok) return found;
      if (found.value.items.length === 0) {
        const known = await knownNames(reader.reads, call.caller, search.value);
        if (!known.ok) return known;
      }
      return ok(pagedReply(call.url, found.value, sight.show));
    },
  });

const getCase = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/cases/{reference}',
    operationId: 'getCase',
    tag: 'Cases',
    summary: 'A case as it stands, or as it stood at a time',
    params,
    query: z.strictObject(moment),
    responses: { 200: { description: 'The case', schema: caseSchema, headers: ['ETag'] } },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { reference } = call.params;
      const found = await visibleCase(reader.reads, reference, call.caller);
      if (!found.ok) return found;
      const view = await caseAsItStood(reader.reads, found.value, present(call.query));
      if (!view.ok) return view;
      const { show } = await sightOf<CaseView>(reader.reads, 'cases', call.caller);
      return ok({
        status: 200,
        headers: { ETag: `"${view.value.revision}"` },
        body: show(view.value),
      });
    },
  });

const getHistory = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/cases/{reference}/history',
    operationId: 'getCaseHistory',
    tag: 'Cases',
    summary: 'What happened to a case, step by step',
    params,
    query: z.strictObject(moment),
    responses: { 200: { description: 'Its steps, first to last', schema: historySchema } },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { reference } = call.params;
      const found = await visibleCase(reader.reads, reference, call.caller);
      if (!found.ok) return found;
      const events = await streamOfCase(reader.reads, found.value);
      const at = present(call.query);
      const seen = eventsAt(events, at);
      if (seen.length === 0) return beforeBeginning(found.value._id, events, at);
      const steps = historyFor(call.caller, caseHistory(seen, reader.reads.codec));
      return ok({ status: 200, body: { reference: found.value._id, steps } });
    },
  });

export const caseRoutes = (reader: Reader): readonly AnyRoute[] => [
  listCases(reader),
  getCase(reader),
  getHistory(reader),
];
