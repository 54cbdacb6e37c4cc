import type { Authority } from '../../domain/kernel/authority.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Derivation } from '../../domain/service/events.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import type { CollectionDefinition, Document } from '../read-store.js';

/** A published version of a service, or its draft; `_id` is `<authority>/<code>/<version>`. */
export interface ServiceView extends Document {
  readonly authority: Authority;
  readonly code: string;
  readonly version: number;
  readonly status: 'draft' | 'published';
  /** First local date whose cases take this version. */
  readonly effectiveFrom: string;
  /** First local date whose cases take the next version. */
  readonly supersededOn?: string;
  /** Local dates from which the service took no new cases, decided while this version was the newest. */
  readonly withdrawals: readonly string[];
  readonly definition: ServiceDefinition;
  readonly derivedFrom?: Derivation;
  /** Titles, description and keywords of the service and its types, for text search. */
  readonly words: readonly string[];
  readonly updatedAt: Instant;
}

export const serviceCollection: CollectionDefinition = {
  name: 'services',
  version: 1,
  fields: {
    authority: 'text',
    code: 'text',
    version: 'number',
    status: 'text',
    effectiveFrom: 'text',
    supersededOn: 'text',
    withdrawals: 'texts',
    updatedAt: 'instant',
  },
  indexes: [['code', 'version']],
  text: ['words'],
};
