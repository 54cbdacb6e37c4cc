import { z } from 'zod';
import { ok } from '../domain/kernel/result.js';
import { refuse } from '../http/rejections.js';
import { route, type AnyRoute } from '../http/route.js';
import type { EventView } from '../projections/events/model.js';
import { findEvents } from '../projections/events/queries.js';
import { aggregateSchema } from '../projections/query/aggregate.js';
import type { AggregateQuery } from '../projections/read-store.js';
import type { ServiceLevelView } from '../projections/service-levels/model.js';
import { rollUp, rollUpSchema } from '../projections/service-levels/queries.js';
import { readModels } from '../projections/visibility-rules.js';
import { asking } from './asking.js';
import { eventParameters } from './event-search.js';
import { knownNames } from './known-names.js';
import { pagedReply, pageResponse } from './paged.js';
import { paging, present } from './parameters.js';
import { caughtUp, type Reader } from './reader.js';
import { everything } from '../projections/query/filter.js';
import { sightOf } from '../http/sight.js';
import { rowsSchema, serviceLevelsSchema } from './measure-schemas.js';
import { eventSchema } from './schemas.js';
import { readSearch, searchParameters } from './search-parameters.js';

const listEvents = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/events',
    operationId: 'listEvents',
    tag: 'Audit',
    summary: 'Who did what, when and why: the audit view',
    query: z.strictObject({ ...searchParameters(eventParameters), ...paging }),
    responses: { 200: pageResponse('A page of events', eventSchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { limit, cursor } = call.query;
      const search = readSearch(eventParameters, call.query);
      if (!search.ok) return search;
      const sight = await sightOf<EventView>(reader.reads, 'events', call.caller);
      const found = await asking(
        findEvents(sight.collection, everything, search.value, present({ limit, cursor })),
      );
      if (!found.ok) return found;
      if (found.value.items.length === 0) {
        const known = await knownNames(reader.reads, call.caller, search.value);
        if (!known.ok) return known;
      }
      return ok(pagedReply(call.url, found.value, sight.show));
    },
  });

const getServiceLevels = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/service-levels',
    operationId: 'getServiceLevels',
    tag: 'Measures',
    summary: 'Received, resolved, closed, on time and late, and how long it took',
    query: z.strictObject(searchParameters(rollUpSchema)),
    responses: { 200: { description: 'One row a group', schema: serviceLevelsSchema } },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const request = readSearch(rollUpSchema, call.query);
      if (!request.ok) return request;
      const { collection } = await sightOf<ServiceLevelView>(
        reader.reads,
        'service-levels',
        call.caller,
      );
      const figures = await rollUp(collection, everything, request.value);
      if (
        figures.rows.every(({ received, resolved, closed }) => received + resolved + closed === 0)
      ) {
        const known = await knownNames(reader.reads, call.caller, request.value);
        if (!known.ok) return known;
      }
      return ok({ status: 200, body: figures });
    },
  });

const querySchema = aggregateSchema.extend({ model: z.enum(readModels) });

const query = (reader: Reader): AnyRoute =>
  route({
    method: 'post',
    path: '/query',
    operationId: 'query',
    tag: 'Measures',
    summary: 'Count, sum and average over any read model that you may see',
    description:
      'A small closed language: a filter, up to four groups (time in buckets of a zone), measures. GET /api/models lists models and fields.',
    body: querySchema,
    // The language itself names what is wrong with the rest more exactly than its schema can.
    example: {
      model: 'cases',
      filter: { field: 'status', eq: 'open' },
      groupBy: [{ field: 'service' }],
      measures: [{ as: 'cases', op: 'count' }],
    },
    bodyReadAs: z.looseObject({ model: querySchema.shape.model }),
    responses: { 200: { description: 'One row a group', schema: rowsSchema } },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { model, ...request } = call.body;
      const { collection, access } = await sightOf(reader.reads, model, call.caller);
      if (!access.figures) return refuse('no-figures', { model });
      return ok({ status: 200, body: await collection.aggregate(request as AggregateQuery) });
    },
  });

export const measureRoutes = (reader: Reader): readonly AnyRoute[] => [
  listEvents(reader),
  getServiceLevels(reader),
  query(reader),
];
