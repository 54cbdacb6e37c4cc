import { casesProjection } from './cases/project.js';
import { deadlinesProjection } from './deadlines/project.js';
import { eventsProjection } from './events/project.js';
import type { Projection } from './projection.js';
import { serviceLevelsProjection } from './service-levels/project.js';
import { servicesProjection } from './services/project.js';
import { turnsProjection } from './turns/project.js';

/** Every read model there is, in the order in which a page of events is folded. */
export const projections: readonly Projection[] = [
  servicesProjection,
  casesProjection,
  deadlinesProjection,
  serviceLevelsProjection,
  turnsProjection,
  eventsProjection,
];
