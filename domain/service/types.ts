import type { ResolvedType } from './compiled.js';
import type { ServiceDefinition, ServiceType } from './schema/index.js';

/** A kind where it stands in a definition. */
export interface PlacedType {
  readonly type: ServiceType;
  /** JSON pointer into the definition. */
  readonly path: string;
  /** The kinds above it, from the root. */
  readonly above: readonly ServiceType[];
}

/** Every kind of a tree, parents before children. */
export const placedTypes = (
  types: readonly ServiceType[],
  at = '/types',
  above: readonly ServiceType[] = [],
): readonly PlacedType[] =>
  types.flatMap((type, index) => {
    const path = `${at}/${index}`;
    const below = placedTypes(type.children ?? [], `${path}/children`, [...above, type]);
    return [{ type, path, above }, ...below];
  });

/** The kinds of a service by code, each with what it inherits from the kinds above it and from the service. */
export const resolveTypes = (definition: ServiceDefinition): ReadonlyMap<string, ResolvedType> =>
  new Map(
    placedTypes(definition.types).map((placed) => [
      placed.type.code,
      resolve(definition, [...placed.above, placed.type]),
    ]),
  );

/** The nearest that says something, from the kind itself upwards. */
const nearest = <T>(
  chain: readonly ServiceType[],
  pick: (type: ServiceType) => T | undefined,
): T | undefined => chain.map(pick).findLast((value) => value !== undefined);

const merged = <T>(parts: readonly (Readonly<Record<string, T>> | undefined)[]) =>
  Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));

function resolve(definition: ServiceDefinition, chain: readonly ServiceType[]): ResolvedType {
  const path = chain.map(({ code }) => code);
  const office = nearest(chain, (type) => type.office) ?? definition.office;
  return {
    code: path.at(-1) ?? '',
    path,
    priority: nearest(chain, (type) => type.priority) ?? definition.priority,
    limits: merged(chain.map(({ limits }) => limits)),
    charges: merged(chain.map(({ charges }) => charges)),
    documents: [...definition.documents, ...chain.flatMap(({ documents }) => documents ?? [])],
    leaf: (chain.at(-1)?.children?.length ?? 0) === 0,
    ...(office !== undefined && { office }),
  };
}
