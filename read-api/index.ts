import type { AnyRoute } from '../http/route.js';
import { caseRoutes } from './case-routes.js';
import { measureRoutes } from './measure-routes.js';
import { queueRoutes } from './queue-routes.js';
import type { Reader } from './reader.js';
import { serviceRoutes } from './service-routes.js';

/** Every route that only reads. */
export const readRoutes = (reader: Reader): readonly AnyRoute[] => [
  ...caseRoutes(reader),
  ...queueRoutes(reader),
  ...measureRoutes(reader),
  ...serviceRoutes(reader),
];
export type { Reader };
