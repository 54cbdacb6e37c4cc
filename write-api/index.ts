import type { AnyRoute } from '../http/route.js';
import { caseRoutes } from './case-routes.js';
import type { Executor } from './command-route.js';
import { referenceRoutes, serviceRoutes } from './service-routes.js';

/** Every route that changes something. */
export const writeRoutes = (commands: Executor): readonly AnyRoute[] => [
  ...caseRoutes(commands),
  ...serviceRoutes(commands),
  ...referenceRoutes(commands),
];
