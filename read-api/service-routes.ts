import { z } from 'zod';
import { referenceStream } from '../domain/reference/index.js';
import { authoritySchema } from '../domain/kernel/authority.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import { codeSchema } from '../domain/kernel/ids.js';
import { plainDateSchema, type PlainDate } from '../domain/kernel/instant.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { ok, type Err } from '../domain/kernel/result.js';
import { serviceStream } from '../domain/service/index.js';
import { refuse } from '../http/rejections.js';
import { route, type AnyRoute } from '../http/route.js';
import { queryableBy } from '../projections/catalogue.js';
import type { ServiceView } from '../projections/services/model.js';
import {
  listServices,
  servicesOn,
  serviceVersion,
  summaryOf,
  versionsOf,
} from '../projections/services/queries.js';
import { asking } from './asking.js';
import { pagedReply, pageResponse } from './paged.js';
import { notListed } from './known-names.js';
import { paging, present } from './parameters.js';
import { caughtUp, type Reader } from './reader.js';
import { everything } from '../projections/query/filter.js';
import { sightOf } from '../http/sight.js';
import { referenceState } from './reference-state.js';
import { modelsSchema, referenceSchema } from './measure-schemas.js';
import { serviceSchema, serviceSummarySchema } from './schemas.js';

/** The ETag of a stream as it ends: what `If-Match` is held against. */
const tagOf = (events: readonly Recorded[]): Readonly<Record<string, string>> => {
  const last = events.at(-1);
  return last === undefined ? {} : { ETag: `"${last.revision}"` };
};

const today = (reader: Reader): PlainDate => reader.reads.now().slice(0, 10) as PlainDate;

const noService = (authority: string, code: string): Err<Rejection> => {
  const where = `GET /api/services?authority=${authority}`;
  return refuse('not-listed', { what: `service "${code}" of ${authority}`, where });
};

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
    responses: {
      200: pageResponse('A page of versions', serviceSummarySchema, {
        authority: '/items/0/authority',
        code: '/items/0/code',
        version: '/items/0/version',
      }),
    },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const sight = await sightOf<ServiceView>(reader.reads, 'services', call.caller);
      const page = await asking(listServices(sight.collection, everything, present(call.query)));
      if (!page.ok) return page;
      return ok(pagedReply(call.url, page.value, (service) => summaryOf(service)));
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
      if (found === undefined) {
        const versions = await versionsOf(sight.collection, authority, code);
        if (versions.length === 0) return noService(authority, code);
        const what = `version ${version} of ${code}`;
        const where = `GET /api/services/${authority}/${code}`;
        const known = versions.map((each) => String(each.version));
        return notListed({ what, where }, known, '/version');
      }
      return ok({ status: 200, body: sight.show(found) });
    },
  });

const getService = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/services/{authority}/{code}',
    operationId: 'getService',
    tag: 'Services',
    summary: 'A service: its versions and draft that you may see, the newest first',
    params: z.object({ authority: authoritySchema, code: codeSchema }),
    responses: {
      200: {
        description: 'Its versions',
        schema: z.object({ items: z.array(serviceSummarySchema) }),
        headers: ['ETag'],
      },
    },
    handle: async (call) => {
      const ready = await caughtUp(reader, call);
      if (!ready.ok) return ready;
      const { authority, code } = call.params;
      const sight = await sightOf<ServiceView>(reader.reads, 'services', call.caller);
      const found = await versionsOf(sight.collection, authority, code);
      if (found.length === 0) return noService(authority, code);
      const stream = await reader.reads.stream(serviceStream(authority, code));
      return ok({ status: 200, headers: tagOf(stream), body: { items: found.map(summaryOf) } });
    },
  });

const getReference = (reader: Reader): AnyRoute =>
  route({
    method: 'get',
    path: '/reference/{authority}/{set}',
    operationId: 'getReference',
    tag: 'Reference data',
    summary: 'A set of reference data with all its dated entries',
    waits: false,
    params: z.object({ authority: authoritySchema, set: codeSchema }),
    responses: { 200: { description: 'The set', schema: referenceSchema, headers: ['ETag'] } },
    handle: async (call) => {
      const { authority, set } = call.params;
      const events = await reader.reads.stream(referenceStream(authority, set));
      const state = referenceState(reader.reads, events);
      if (state.status !== 'published')
        return refuse('not-found', { path: `/api/reference/${authority}/${set}` });
      return ok({ status: 200, headers: tagOf(events), body: { authority, ...state } });
    },
  });

const listModels = (): AnyRoute =>
  route({
    method: 'get',
    path: '/models',
    operationId: 'listModels',
    tag: 'Measures',
    summary: 'Read models, fields and measures that you may query',
    waits: false,
    responses: { 200: { description: 'By name', schema: modelsSchema } },
    handle: ({ caller }) =>
      Promise.resolve(ok({ status: 200, body: { models: queryableBy(caller) } })),
  });

export const serviceRoutes = (reader: Reader): readonly AnyRoute[] => [
  listOffered(reader),
  listVersions(reader),
  getService(reader),
  getVersion(reader),
  getReference(reader),
  listModels(),
];
