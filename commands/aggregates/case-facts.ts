import type { CaseCommand } from '../../domain/case/commands.js';
import type { CaseContext, CaseFacts } from '../../domain/case/context.js';
import { neededFacts, type NeededFacts } from '../../domain/case/needed-facts.js';
import type { CaseState } from '../../domain/case/state.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { Caller } from '../dispatch.js';
import type { Situation } from '../pipeline/aggregate.js';
import type { Facts } from '../ports/facts.js';

export interface FactSources {
  readonly facts: Facts;
  /** Whether a caller may know of the case of a reference, and there is one. */
  readonly knows: (caller: Caller, reference: string) => Promise<boolean>;
}

/** Looks up what a decision may turn on; undefined when it turns on nothing from other streams. */
export function factsFor(
  sources: FactSources,
  { state, request }: Situation<CaseState, CaseCommand>,
  context: CaseContext,
  authority: Authority | undefined,
): Promise<CaseFacts> | undefined {
  const needed = neededFacts(request.command, state, context);
  const { workload, last, cases } = needed;
  return workload.length + last.length + cases.length === 0
    ? undefined
    : lookUp(sources, needed, { caller: request.dispatch.caller, authority });
}

async function lookUp(
  { facts, knows }: FactSources,
  { workload, last, cases }: NeededFacts,
  { caller, authority }: { readonly caller: Caller; readonly authority: Authority | undefined },
): Promise<CaseFacts> {
  const inTurn = authority !== undefined && last.length > 0;
  const [loads, turns, known] = await Promise.all([
    workload.length === 0 ? {} : facts.workload(workload),
    inTurn ? (facts.last?.(authority, last) ?? {}) : {},
    Promise.all(cases.map((reference) => knows(caller, reference))),
  ]);
  return { workload: loads, last: turns, noCases: cases.filter((_, at) => known[at] !== true) };
}
