import { z } from 'zod';
import { referenceDecider, referenceStream, referenceEvents } from '../domain/reference/index.js';
import { authoritySchema, type Authority } from '../domain/kernel/authority.js';
import { codeSchema } from '../domain/kernel/ids.js';
import { plainDateSchema, type PlainDate } from '../domain/kernel/instant.js';
import { ok } from '../domain/kernel/result.js';
import { refuse } from '../http/rejections.js';
import { route, type AnyRoute } from '../http/route.js';
import { queryableBy } from '../projections/catalogue.js';
import { projected } from '../projections/recorded.js';
import type { ServiceView } from '../projections/services/model.js';
import {
  listServices,
  servicesOn,
  serviceVersion,
  summaryOf,
} from '../projections/services/queries.js';
import { pagedReply, pageResponse } from './paged.js';
import { paging, present } from './parameters.js';
import { caughtUp, type Reader } from './reader.js';
import { everything } from '../projections/query/filter.js';
import { sightOf } from '../http/sight.js';
import { modelsSchema, referenceSchema, serviceSchema, serviceSummarySchema } from './schemas.js';

const today = (reader: Reader): PlainDate => reader.reads.now().slice(0, 10) as PlainDate;

const listOffered = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/services',
    operationId: 'listServices',
    tag: 'Services',
    summary: 'Services that an authority takes cases of on a date',
    query: z.strictObject({
      authority: authoritySchema,
      on: plainDateSchema.optional().meta({ description: 'Local date; today' }),
      text: z.string().min(1).max(200).optional(),
    }),
    responses: {
      200: {
        description: 'By code',
        schema: z.object({ items: z.array(serviceSummarySchema) }),
      },
    },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { authority, on = today(reader), text } = call.query;
      const { collection } = await sightOf<ServiceView>(reader.reads, 'services', call.caller);
      const found = await servicesOn(collection, { authority, on, ...present({ text }) });
      return ok({ status: 200, body: { items: found.map(summaryOf) } });
    },
  });

const listVersions = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/service-versions',
    operationId: 'listServiceVersions',
    tag: 'Services',
    summary: 'All versions and drafts that you may see',
    query: z.strictObject(paging),
    responses: { 200: pageResponse('A page of versions', serviceSummarySchema) },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const sight = await sightOf<ServiceView>(reader.reads, 'services', call.caller);
      const page = await listServices(sight.collection, everything, present(call.query));
      return ok(pagedReply(call.url, page, (service) => summaryOf(service)));
    },
  });

const getVersion = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/services/{authority}/{code}/versions/{version}',
    operationId: 'getServiceVersion',
    tag: 'Services',
    summary: 'One version of a service, with its whole definition',
    params: z.object({
      authority: authoritySchema,
      code: codeSchema,
      version: z.coerce.number().int().positive(),
    }),
    responses: { 200: { description: 'The version', schema: serviceSchema } },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { authority, code, version } = call.params;
      const sight = await sightOf<ServiceView>(reader.reads, 'services', call.caller);
      const found = await serviceVersion(sight.collection, authority, code, version);
      const isVisible = found?.status === 'published' || call.caller.authority === authority;
      if (found === undefined || !isVisible)
        return refuse('not-found', { path: `${authority}/${code}/${version}` });
      return ok({ status: 200, body: sight.show(found) });
    },
  });

const referenceTypes: ReadonlySet<string> = new Set(referenceEvents.map(({ type }) => type));
type ReferenceEvent = Parameters<typeof referenceDecider.evolve>[1];

async function referenceState(reader: Reader, authority: Authority, set: string) {
  const events = await reader.reads.stream(referenceStream(authority, set));
  return projected(events, reader.reads.codec)
    .filter(({ type }) => referenceTypes.has(type))
    .reduce(
      (state, event) => referenceDecider.evolve(state, event as ReferenceEvent, event.meta),
      referenceDecider.initialState,
    );
}

const getReference = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/reference/{authority}/{set}',
    operationId: 'getReference',
    tag: 'Reference data',
    summary: 'A set of reference data with all its dated entries',
    params: z.object({ authority: authoritySchema, set: codeSchema }),
    responses: { 200: { description: 'The set', schema: referenceSchema } },
    handle: async (call) => {
      const { authority, set } = call.params;
      const state = await referenceState(reader, authority, set);
      if (state.status !== 'published') return refuse('not-found', { path: `${authority}/${set}` });
      return ok({ status: 200, body: { authority, ...state } });
    },
  });

const listModels = (): AnyRoute =>
  route({
    method: 'get',
    path: '/models',
    operationId: 'listModels',
    tag: 'Measures',
    summary: 'Read models, fields and measures that you may query',
    responses: { 200: { description: 'By name', schema: modelsSchema } },
    handle: ({ caller }) =>
      Promise.resolve(ok({ status: 200, body: { models: queryableBy(caller) } })),
  });

export const serviceRoutes = (reader: Reader): readonly AnyRoute[] => [
  listOffered(reader),
  listVersions(reader),
  getVersion(reader),
  getReference(reader),
  listModels(),
];
