import type { ServiceDefinition } from '../../domain/service/index.js';
import { tariffMentions } from '../../domain/service/lint/reference.js';

/** The set that an authority's offices are published in. */
export const officesSet = 'offices';
/** The set that an authority's areas are published in. */
export const areasSet = 'areas';

const tariffs = (definition: ServiceDefinition): readonly string[] =>
  tariffMentions(definition).map(({ code }) => code);

/** Reference sets that deciding by these definitions may look at, by name. */
export const setsOf = (definitions: readonly ServiceDefinition[]): readonly string[] => [
  ...new Set([
    officesSet,
    areasSet,
    ...definitions.flatMap((definition) => [definition.calendar, ...tariffs(definition)]),
  ]),
];
