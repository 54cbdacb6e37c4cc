import { readRoutes } from '../../read-api/index.js';
import { writeRoutes } from '../../write-api/index.js';
import { clockRoutes } from '../sample/clock-routes.js';
import { code, table } from './table.js';

/** Every operation of the API. */
export function operationsTable(): string {
  // Nothing is asked of the routes but what they say of themselves.
  const none = {} as never;
  const routes = [
    ...readRoutes({ reads: none, readSeconds: 0 }),
    ...writeRoutes(none),
    ...clockRoutes(none, none),
  ];
  return table(
    ['request', 'operation', 'does'],
    routes.map(({ method, path, operationId, summary }) => [
      code(`${method.toUpperCase()} /api${path}`),
      code(operationId),
      summary,
    ]),
  );
}
