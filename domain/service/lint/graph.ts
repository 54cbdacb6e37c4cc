import type { ServiceDefinition, State } from '../schema/index.js';

/** The states of a workflow and how a case can go from one to the next. */
export interface WorkflowGraph {
  readonly states: ReadonlyMap<string, State>;
  /** State → states that an action or a passing timer leads to. */
  readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  /** States that a case can get into. */
  readonly reachable: ReadonlySet<string>;
  /** States from which a case can get to a resolved state or an end. */
  readonly ending: ReadonlySet<string>;
}

/** All that can be reached from some nodes, themselves included. */
export function reach(
  from: Iterable<string>,
  next: (node: string) => Iterable<string>,
): ReadonlySet<string> {
  const seen = new Set(from);
  for (const node of seen) for (const other of next(node)) seen.add(other);
  return seen;
}

/** Moves of timers: those that end when their state is left move only from there, others from anywhere. */
const timerMoves = ({ workflow }: ServiceDefinition) =>
  workflow.timers.flatMap(({ starts, endedBy, passing }) =>
    passing
      .filter((step) => step.do === 'move')
      .map(({ to }) => ({
        to,
        from: starts.on === 'state' && endedBy.leaving ? starts.state : undefined,
      })),
  );

const isFinal = ({ kind }: State): boolean => kind === 'resolved' || kind === 'end';

/** What leads where; targets that are no states are left out. */
export function workflowGraph(definition: ServiceDefinition): WorkflowGraph {
  const { workflow } = definition;
  const states = new Map(workflow.states.map((state) => [state.code, state]));
  const moves = timerMoves(definition);
  const next = new Map(
    workflow.states.map(({ code, kind }): readonly [string, ReadonlySet<string>] => {
      const open = workflow.actions.filter(({ from }) =>
        from === 'any' ? kind !== 'end' : from.includes(code),
      );
      const moved = moves.filter(({ from }) =>
        from === undefined ? kind !== 'end' : from === code,
      );
      const targets = [...open, ...moved].map(({ to }) => (to === 'same' ? code : to));
      return [code, new Set(targets.filter((target) => states.has(target)))];
    }),
  );
  const before = new Map<string, string[]>();
  for (const [from, targets] of next)
    for (const to of targets) before.set(to, [...(before.get(to) ?? []), from]);
  const starts = definition.start.map(({ state }) => state).filter((state) => states.has(state));
  const finals = workflow.states.filter(isFinal).map(({ code }) => code);
  return {
    states,
    next,
    reachable: reach(starts, (state) => next.get(state) ?? []),
    ending: reach(finals, (state) => before.get(state) ?? []),
  };
}
