import { caseEvents } from '../../domain/case/events.js';
import type { EventDefinition } from '../../domain/kernel/event-definition.js';
import { referenceEvents } from '../../domain/reference/index.js';
import { serviceEvents } from '../../domain/service/index.js';

/** Every event that commands write, for the codec. */
export const eventDefinitions: readonly EventDefinition[] = [
  ...referenceEvents,
  ...serviceEvents,
  ...caseEvents,
];
