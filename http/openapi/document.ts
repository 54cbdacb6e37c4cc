import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { z } from 'zod';
import { storedInstant } from '../../domain/kernel/instant.js';
import { typeSchema } from '../../domain/service/schema/parts.js';
import { problemSchema } from '../problem.js';
import type { AnyRoute, ResponseDoc } from '../route.js';
import { linksOf } from './links.js';

const headerDocs: Readonly<Record<string, string>> = {
  'X-Request-Id': 'Id of the request, as in the logs',
  'Retry-After': 'Seconds to wait',
  'WWW-Authenticate': 'How to say who you are',
  ETag: 'Revision of the resource, for If-Match',
  Location: 'Address of what was made',
  Position: 'Place of the write in the log; read with At-Least-Position of it to see the write',
  Link: 'next and previous page (RFC 8288)',
};

const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'Your name for this request: sent again, it has no second effect' });
const ifMatch = z
  .string()
  .optional()
  .meta({ description: 'ETag that the resource must still have', example: '"3"' });
const atLeast = z
  .string()
  .optional()
  .meta({ description: 'Position of a write that the answer must contain' });

/** Headers that a reply has only where there is something to say. */
const occasional: ReadonlySet<string> = new Set(['Link']);

const headersOf = (names: readonly string[]) =>
  Object.fromEntries(
    ['X-Request-Id', ...names].map((name) => [
      name,
      {
        description: headerDocs[name] ?? name,
        ...(occasional.has(name) ? {} : { required: true }),
        schema: { type: 'string' as const },
      },
    ]),
  );

const response = (doc: ResponseDoc, routes: readonly AnyRoute[]) => ({
  description: doc.description,
  ...(doc.schema === undefined ? {} : { content: { 'application/json': { schema: doc.schema } } }),
  headers: headersOf(doc.headers ?? []),
  ...(doc.tells && { links: linksOf(doc, routes) }),
});

const problem = (description: string, ...headers: readonly string[]) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
  headers: headersOf(headers),
});

const takenHeaders = ({ writes, waits }: AnyRoute) => {
  if (writes === true)
    return { header: z.object({ 'Idempotency-Key': idempotencyKey, 'If-Match': ifMatch }) };
  return waits === false ? {} : { header: z.object({ 'At-Least-Position': atLeast }) };
};

function operation(route: AnyRoute, routes: readonly AnyRoute[]): ZodOpenApiOperationObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(route.description === undefined ? {} : { description: route.description }),
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...takenHeaders(route),
    },
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            // Where nothing need be said, nothing need be sent.
            required: !route.body.safeParse({}).success,
            content: {
              'application/json': {
                schema: route.body,
                ...(route.example === undefined ? {} : { example: route.example }),
              },
            },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, doc]) => [status, response(doc, routes)]),
      ),
      '401': problem('Nobody is known by this token, or there is none', 'WWW-Authenticate'),
      '4XX': problem('The request was refused; the code says why'),
      '429': problem('Too many requests from one address', 'Retry-After'),
      '503': problem('Not now; try again after Retry-After seconds', 'Retry-After'),
    },
  };
}

/** Formats that say more plainly what a pattern of some hundred characters says again. */
export const plainFormats: ReadonlySet<unknown> = new Set(['date', 'date-time', 'email', 'uuid']);

interface Rendered {
  readonly jsonSchema: { type?: unknown; readonly format?: unknown };
  readonly zodSchema: object & { readonly _zod: { readonly def: { readonly type: string } } };
}

function plainly({ jsonSchema, zodSchema }: Rendered): void {
  if (plainFormats.has(jsonSchema.format)) Reflect.deleteProperty(jsonSchema, 'pattern');
  if (zodSchema === storedInstant)
    Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  // Transforms of schemas that replies are described by only brand texts.
  if (zodSchema._zod.def.type === 'transform') jsonSchema.type = 'string';
}

/** Any JSON value is written down once, under a name, instead of once for each place that takes one. */
function withJsonNamed<T extends object>(document: T): T {
  let text = JSON.stringify(document);
  const schemas = JSON.parse(text) as { components?: { schemas?: Record<string, unknown> } };
  const entries = Object.entries(schemas.components?.schemas ?? {});
  const nameless = entries.filter(([name]) => name.startsWith('__'));
  const isJson = (schema: unknown): boolean =>
    typeof schema === 'object' && schema !== null && 'anyOf' in schema;
  for (const [name] of nameless.filter(([, schema]) => isJson(schema)))
    text = text.replaceAll(`"${name}"`, '"Json"').replaceAll(`/${name}"`, '/Json"');
  // Renaming keys and references of a document leaves it a document.
  return JSON.parse(text) as T;
}

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly AnyRoute[], version: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = `/api${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route, routes) };
  }
  return withJsonNamed(
    createDocument(
      {
        openapi: '3.1.0',
        info: {
          title: 'Charter',
          version,
          description:
            'Services, cases, their histories and measures. Every change is an event; every list is a fold of events.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        servers: [{ url: '/' }],
        security: [{ bearer: [] }],
        components: {
          schemas: { ServiceType: typeSchema },
          securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        },
        paths,
      },
      { override: plainly },
    ),
  );
}
