import type { PlainDate } from '../kernel/instant.js';
import type { Derivation } from './events.js';
import type { ServiceDefinition } from './schema/index.js';

/** A definition with what it was adopted from, if it was. */
export interface Origin {
  readonly definition: ServiceDefinition;
  readonly derivedFrom?: Derivation;
}

interface Published {
  /** In the order of their versions and dates. */
  readonly versions: readonly [Origin, ...Origin[]];
  /** Dates from which no new case was taken, until a later version's. */
  readonly withdrawals: readonly PlainDate[];
}

export type ServiceState =
  | { readonly status: 'absent' }
  | { readonly status: 'drafted'; readonly draft: Origin }
  | ({ readonly status: 'published' } & Published)
  /** Published, with a draft of the next version. */
  | ({ readonly status: 'revised'; readonly draft: Origin } & Published);

/** What has been published; nothing of a service that is only a draft. */
export const publishedOf = (state: ServiceState): Published | undefined =>
  state.status === 'published' || state.status === 'revised' ? state : undefined;

export const draftOf = (state: ServiceState): Origin | undefined =>
  state.status === 'drafted' || state.status === 'revised' ? state.draft : undefined;

/** The newest published version. */
export const newestOf = (state: ServiceState): Origin | undefined =>
  publishedOf(state)?.versions.at(-1);

/** The published version of a number. */
export const versionOf = (state: ServiceState, version: number): ServiceDefinition | undefined =>
  publishedOf(state)?.versions.find(({ definition }) => definition.version === version)?.definition;

/**
 * The version that a case submitted on a date takes: the highest that is in effect by then.
 * Undefined before the first one's date, and while the service is withdrawn.
 */
export function versionOn(state: ServiceState, on: PlainDate): ServiceDefinition | undefined {
  const published = publishedOf(state);
  const definition = published?.versions.findLast(
    (version) => version.definition.effectiveFrom <= on,
  )?.definition;
  if (definition === undefined) return undefined;
  const withdrawn = published?.withdrawals.some(
    (from) => definition.effectiveFrom < from && from <= on,
  );
  return withdrawn === true ? undefined : definition;
}
