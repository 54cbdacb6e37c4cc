import { addDays, localDate, type WorkingCalendar } from '../../domain/kernel/calendar/index.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { Instant, PlainDate } from '../../domain/kernel/instant.js';
import { defineRejections, type Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import type { ReferenceView } from '../../domain/reference/index.js';
import {
  compileService,
  newestOf,
  publishedOf,
  versionOf,
  versionOn,
  type CompiledService,
  type ServiceDefinition,
  type ServiceState,
} from '../../domain/service/index.js';

const reject = defineRejections('catalogue', {
  'service-unknown': { kind: 'missing', message: '{authority} has no service "{code}".' },
  'not-in-effect': {
    kind: 'conflict',
    message: 'Service {code} of {authority} takes no cases on {on}: it is not in effect yet.',
  },
  withdrawn: {
    kind: 'conflict',
    message: 'Service {code} of {authority} takes no cases on {on}: it was withdrawn.',
  },
  'version-unknown': {
    kind: 'missing',
    message: '{authority} has no version {version} of service "{code}".',
  },
});

/** A version of a service made ready, and the reference data that its cases are decided with. */
export interface Chosen {
  readonly service: CompiledService;
  readonly reference: ReferenceView<WorkingCalendar>;
}

/** What one authority has of one service: its own, and what it inherits from the ones above. */
export interface Offer {
  /** The version that a case opened at a moment takes: of the narrowest authority that has one in effect. */
  opening(at: Instant): Result<Chosen, Rejection>;
  /** The version that a case took when it opened, of the authority that had published it. */
  version(version: number, definedBy: Authority): Result<Chosen, Rejection>;
}

/** What one authority of the lineage has published itself. */
export interface Published {
  readonly authority: Authority;
  readonly state: ServiceState;
}

interface Ground {
  readonly authority: Authority;
  readonly code: string;
  /** From the authority itself to the widest above it. */
  readonly published: readonly Published[];
  readonly reference: ReferenceView<WorkingCalendar>;
}

export const createOffer = (ground: Ground): Offer => ({
  opening: (at) => chosen(ground, definitionAt(ground, at)),
  version: (version, definedBy) => chosen(ground, definitionOf(ground, version, definedBy)),
});

function chosen(
  { reference }: Ground,
  definition: Result<ServiceDefinition, Rejection>,
): Result<Chosen, Rejection> {
  if (!definition.ok) return definition;
  const service = compileService(definition.value);
  return service.ok ? ok({ service: service.value, reference }) : service;
}

/** The local date by the service's newest calendar; UTC when there is none. */
function dateOf({ reference }: Ground, { calendar }: ServiceDefinition, at: Instant): PlainDate {
  const utc = localDate(at, 'UTC');
  // A calendar's first day may have begun locally while it has not in UTC.
  const found = reference.calendar(calendar, utc) ?? reference.calendar(calendar, addDays(utc, 1));
  return found === undefined ? utc : localDate(at, found.zone);
}

function definitionAt(ground: Ground, at: Instant): Result<ServiceDefinition, Rejection> {
  const { authority, code, published } = ground;
  let early: PlainDate | undefined;
  for (const { state } of published) {
    const newest = newestOf(state)?.definition;
    if (newest === undefined) continue;
    const on = dateOf(ground, newest, at);
    const definition = versionOn(state, on);
    if (definition !== undefined) return ok(definition);
    if (hasBegun(state, on)) return reject('withdrawn', { authority, code, on });
    early = on;
  }
  return early === undefined
    ? reject('service-unknown', { authority, code }, { pointer: '/service' })
    : reject('not-in-effect', { authority, code, on: early });
}

const hasBegun = (state: ServiceState, on: PlainDate): boolean =>
  publishedOf(state)?.versions.some(({ definition }) => definition.effectiveFrom <= on) ?? false;

/** A case names whose definition it took: an authority that publishes its own later changes nothing. */
function definitionOf(
  { code, published }: Ground,
  version: number,
  definedBy: Authority,
): Result<ServiceDefinition, Rejection> {
  const definer = published.find(({ authority }) => authority === definedBy);
  const definition = definer && versionOf(definer.state, version);
  return definition === undefined
    ? reject('version-unknown', { authority: definedBy, code, version })
    : ok(definition);
}
