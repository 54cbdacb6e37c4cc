import { error, warning, type Check, type Finding } from './finding.js';
import { workflowGraph, type WorkflowGraph } from './graph.js';
import type { State } from '../schema/index.js';

const reserved = new Set(['any', 'same']);

/** States that no case gets into, that none gets out of, or that do not say how a matter ended. */
export const checkStates: Check = (definition) => {
  const graph = workflowGraph(definition);
  return definition.workflow.states.flatMap((state, index) =>
    faultsOf(state, `/workflow/states/${index}`, graph),
  );
};

function faultsOf(state: State, path: string, graph: WorkflowGraph): readonly Finding[] {
  const { code } = state;
  const reachable = graph.reachable.has(code);
  const findings: Finding[] = [...outcomeFaults(state, path)];
  if (reserved.has(code))
    findings.push(
      error('reserved-code', `${path}/code`, `"${code}" can't be the code of a state.`),
    );
  if (!reachable)
    findings.push(warning('unreachable-state', path, `No case can get into the state "${code}".`));
  if (reachable && !graph.ending.has(code))
    findings.push(
      error(
        'dead-end',
        path,
        `A case in the state "${code}" can't be resolved or closed any more.`,
      ),
    );
  return findings;
}

function outcomeFaults({ code, kind, outcome }: State, path: string): readonly Finding[] {
  const isFinal = kind === 'resolved' || kind === 'end';
  if (isFinal && outcome === undefined)
    return [error('outcome-missing', path, `The state "${code}" must say which outcome it means.`)];
  if (!isFinal && outcome !== undefined)
    return [
      warning('outcome-unused', `${path}/outcome`, `Only resolved and end states have an outcome.`),
    ];
  return [];
}
