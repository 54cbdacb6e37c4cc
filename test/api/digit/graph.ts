import type { Action, By, ServiceDefinition } from '../../../domain/service/schema/index.js';

export type TakerKind = keyof By;

/** One kind of actor takes one action in one state. */
export interface Edge {
  readonly from: string;
  readonly action: Action;
  readonly to: string;
  readonly taker: TakerKind;
}

/** A way from a start to where it leads. */
export interface Path {
  readonly start: { readonly code: string; readonly by: TakerKind; readonly state: string };
  readonly edges: readonly Edge[];
}

const kindsOf = (by: By): readonly TakerKind[] => Object.keys(by) as TakerKind[];

/** Whether a timer that runs in a state takes the action: without one, no timer ever takes it there. */
const isTimed = ({ workflow }: ServiceDefinition, state: string, action: string): boolean =>
  workflow.timers.some(
    ({ starts, passing }) =>
      starts.on === 'state' &&
      starts.state === state &&
      passing.some((each) => each.do === 'take' && each.action === action),
  );

/** Everything that can be done in a workflow, once for each kind of actor that may. */
export function edgesOf(definition: ServiceDefinition): readonly Edge[] {
  const { states, actions } = definition.workflow;
  const open = states.filter(({ kind }) => kind !== 'end').map(({ code }) => code);
  return actions.flatMap((action) =>
    (action.from === 'any' ? open : action.from).flatMap((from) =>
      kindsOf(action.by)
        .filter((taker) => taker !== 'timer' || isTimed(definition, from, action.code))
        .map((taker) => ({ from, action, to: action.to === 'same' ? from : action.to, taker })),
    ),
  );
}

export const startsOf = ({ start }: ServiceDefinition): readonly Path['start'][] =>
  start.flatMap(({ code, by, state }) =>
    kindsOf(by as By).map((taker) => ({ code, by: taker, state })),
  );

export const endOf = ({ start, edges }: Path): string => edges.at(-1)?.to ?? start.state;

/** The shortest way to every state that can be reached. */
export function pathsIn(definition: ServiceDefinition): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const start of startsOf(definition))
    if (!paths.has(start.state)) paths.set(start.state, { start, edges: [] });
  const edges = edgesOf(definition);
  for (const [state, { start, edges: before }] of paths)
    for (const edge of edges.filter(({ from }) => from === state))
      if (!paths.has(edge.to)) paths.set(edge.to, { start, edges: [...before, edge] });
  return paths;
}

/** Ways that together begin in every start, take every edge and reach every end, long ones first. */
export function allWays(definition: ServiceDefinition): readonly Path[] {
  const paths = pathsIn(definition);
  const ways = edgesOf(definition).flatMap((edge): readonly Path[] => {
    const to = paths.get(edge.from);
    return to === undefined ? [] : [{ ...to, edges: [...to.edges, edge] }];
  });
  const onward = ways.toSorted((a, b) => b.edges.length - a.edges.length);
  const begun = startsOf(definition).map((start): Path => ({ start, edges: [] }));
  const seen = new Set<string>();
  const isNew = ({ start, edges }: Path): boolean => {
    const parts = [startName(start), ...edges.map(edgeName)];
    const fresh = parts.some((part) => !seen.has(part));
    for (const part of parts) seen.add(part);
    return fresh;
  };
  return [...onward, ...begun].filter(isNew);
}

export const edgeName = ({ from, action, taker }: Edge): string =>
  `${from} ${action.code} ${taker}`;
export const startName = ({ code, by }: Path['start']): string => `${code} ${by}`;
