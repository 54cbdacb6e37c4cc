import type { Authority } from '../../domain/kernel/authority.js';
import { categoryOf, keyOf } from '../../domain/kernel/ids.js';
import type { Text } from '../../domain/kernel/text.js';
import { serviceEvents, type ServiceEvent } from '../../domain/service/events.js';
import type { Origin } from '../../domain/service/state.js';
import type { ServiceDefinition, ServiceType } from '../../domain/service/schema/index.js';
import { withTexts } from '../../domain/service/texts.js';
import { patch } from '../patch.js';
import type { Body, ProjectedEvent, Projection } from '../projection.js';
import { serviceCollection, type ServiceView } from './model.js';

type Version = Body<ServiceView>;
type ServiceFact = ProjectedEvent & ServiceEvent;

const types: ReadonlySet<string> = new Set(serviceEvents.map(({ type }) => type));

const isServiceFact = (event: ProjectedEvent): event is ServiceFact => types.has(event.type);

export const serviceViewId = (authority: Authority, code: string, version: number): string =>
  `${authority}/${code}/${version}`;

/** Stream `service-<authority>-<code>`: an authority has no hyphen, a code may. */
const idOf = ({ stream }: ProjectedEvent, version: number): string =>
  `${keyOf(stream).replace('-', '/')}/${version}`;

const versionOf = ({ data }: ServiceFact): number =>
  'definition' in data ? data.definition.version : data.version;

/** A publishing also ends the version before it. */
function touches(event: ProjectedEvent): readonly string[] {
  if (categoryOf(event.stream) !== 'service' || !isServiceFact(event)) return [];
  const version = versionOf(event);
  const own = idOf(event, version);
  return event.type === 'service.published.v1' && version > 1
    ? [own, idOf(event, version - 1)]
    : [own];
}

const wordsOf = (text: Text | undefined): readonly string[] => Object.values(text ?? {});

const wordsOfType = ({ title, keywords = [], children = [] }: ServiceType): readonly string[] => [
  ...wordsOf(title),
  ...keywords,
  ...children.flatMap(wordsOfType),
];

const describing = (definition: ServiceDefinition) => ({
  definition,
  words: [
    ...wordsOf(definition.title),
    ...wordsOf(definition.description),
    ...definition.types.flatMap(wordsOfType),
  ],
});

function versionBody(
  status: ServiceView['status'],
  { definition, derivedFrom }: Origin,
  { meta }: ProjectedEvent,
): Version {
  const { authority, code, version, effectiveFrom } = definition;
  return {
    authority,
    code,
    version,
    status,
    effectiveFrom,
    withdrawals: [],
    ...describing(definition),
    ...(derivedFrom && { derivedFrom }),
    updatedAt: meta.occurredAt,
  };
}

function changed(body: Version, event: ServiceFact, id: string): Version | undefined {
  const updatedAt = event.meta.occurredAt;
  switch (event.type) {
    case 'service.drafted.v1':
      return versionBody('draft', event.data, event);
    case 'service.draft-discarded.v1':
      return undefined;
    case 'service.published.v1':
      return id === idOf(event, versionOf(event))
        ? versionBody('published', event.data, event)
        : patch(body, { supersededOn: event.data.definition.effectiveFrom });
    case 'service.texts-corrected.v1': {
      const texts = event.data.corrections.map(({ path, after }) => [path, after] as const);
      const definition = withTexts(body.definition, Object.fromEntries(texts));
      return patch(body, { ...describing(definition), updatedAt });
    }
    case 'service.withdrawn.v1':
      return patch(body, { withdrawals: [...body.withdrawals, event.data.from], updatedAt });
  }
}

function evolve(body: Version | undefined, event: ProjectedEvent, id: string): Version | undefined {
  if (!isServiceFact(event)) return body;
  if (body !== undefined) return changed(body, event, id);
  const isOwn = id === idOf(event, versionOf(event));
  if (event.type === 'service.drafted.v1') return versionBody('draft', event.data, event);
  if (event.type === 'service.published.v1' && isOwn)
    return versionBody('published', event.data, event);
  throw new RangeError(`${event.stream} has ${event.type} for version ${id}, which is not there`);
}

/** Every published version of every service, and its draft. */
export const servicesProjection: Projection<ServiceView> = {
  name: serviceCollection.name,
  version: serviceCollection.version,
  collection: serviceCollection,
  touches,
  evolve,
};
