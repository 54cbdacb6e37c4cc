import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { AnyRoute, ResponseDoc } from '../route.js';

type Links = NonNullable<ZodOpenApiResponseObject['links']>;

const parametersOf = ({ path }: AnyRoute): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Operations whose address can be made of what a reply tells, as links of OpenAPI. */
export function linksOf({ tells = {} }: ResponseDoc, routes: readonly AnyRoute[]): Links {
  const links: Links = {};
  for (const route of routes) {
    const names = parametersOf(route);
    if (names.length === 0 || !names.every((name) => name in tells)) continue;
    const { operationId } = route;
    const told = names.map((name) => [name, `$response.body#${tells[name] ?? ''}`] as const);
    links[operationId] = { operationId, parameters: Object.fromEntries(told) };
  }
  return links;
}
