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
export const leavesAndBranches = (
  types: readonly ServiceType[],
  at = '/types',
  above: readonly ServiceType[] = [],
): readonly PlacedType[] =>
  types.flatMap((type, index) => {
    const path = `${at}/${index}`;
    const below = leavesAndBranches(type.children ?? [], `${path}/children`, [...above, type]);
    return [{ type, path, above }, ...below];
  });

/** The kinds of a service by code, each with what it inherits from the kinds above it and from the service. */
export const resolveTypes = (definition: ServiceDefinition): ReadonlyMap<string, ResolvedType> =>
  new Map(
    leavesAndBranches(definition.types).map((placed) => [
      placed.type.code,
      resolve(definition, [...placed.above, placed.type]),
    ]),
  );

function resolve(definition: ServiceDefinition, chain: readonly ServiceType[]): ResolvedType {
  const own = chain.at(-1);
  const office = chain.findLast((type) => type.office !== undefined)?.office ?? definition.office;
  const priority = chain.findLast((type) => type.priority !== undefined)?.priority;
  return {
    code: own?.code ?? '',
    path: chain.map(({ code }) => code),
    priority: priority ?? definition.priority,
    limits: Object.assign({}, ...chain.map(({ limits }) => limits)) as ResolvedType['limits'],
    charges: Object.assign({}, ...chain.map(({ charges }) => charges)) as ResolvedType['charges'],
    documents: [...definition.documents, ...chain.flatMap(({ documents }) => documents ?? [])],
    leaf: (own?.children ?? []).length === 0,
    ...(office !== undefined && { office }),
  };
}
