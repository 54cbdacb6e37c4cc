import type { z } from 'zod';
import type { actionSchema } from '../schema/index.js';
import type { DigitGraph, Edge } from './graph.js';
import type { Classified } from './kinds.js';
import type { Notes } from './notes.js';
import type { DigitImportOptions } from './options.js';
import { takers } from './takers.js';
import { codeFrom, freeCode, readable } from './words.js';

/** A definition's parts as an author writes them, defaults left out. */
export type ActionInput = z.input<typeof actionSchema>;

/** An action of ours with the edges that it stands for. */
export interface MappedAction {
  readonly input: ActionInput;
  readonly edges: readonly Edge[];
}

export const documentKind = 'workflow_document';

interface Draft {
  readonly edge: Edge;
  readonly input: Omit<ActionInput, 'code' | 'from'>;
}

/**
 * Actions of a workflow. DIGIT names them anew in each state; those that are the same wherever they stand
 * become one, the others are told apart by their state: `FORWARD.APPLIED`.
 */
export function mapActions(
  graph: DigitGraph,
  kinds: ReadonlyMap<string, Classified>,
  options: DigitImportOptions,
  notes: Notes,
): readonly MappedAction[] {
  const timed = timedEdges(graph, notes);
  const roles = rolesOf(graph);
  const drafts = graph.edges
    .filter(({ from }) => kinds.get(from.name)?.kind !== 'end')
    .map((edge) => draft(edge, { options, notes, roles, timed: timed.has(edge) }));
  const groups = grouped(drafts);
  const codes = new Set<string>();
  return groups.map((group) => {
    const code = uniqueCode(group, groups, codes, notes);
    codes.add(code);
    const [{ input }] = group;
    return {
      input: { ...input, code, from: group.map(({ edge }) => edge.from.code) },
      edges: group.map(({ edge }) => edge),
    };
  });
}

/** Every role of a workflow: what `*` stands for. */
export const rolesOf = ({ edges, entries }: DigitGraph): readonly string[] => [
  ...new Set([
    ...entries.flatMap(({ roles }) => roles),
    ...edges.flatMap(({ action }) => action.roles),
  ]),
];

/** In each state with a limit the first action open to AUTO_ESCALATE: what its timer takes. */
export function timedEdges({ edges }: DigitGraph, notes?: Notes): ReadonlySet<Edge> {
  const taken = new Map<string, Edge>();
  for (const edge of edges) {
    const { from, action } = edge;
    if (from.sla === undefined || !action.roles.includes('AUTO_ESCALATE')) continue;
    const first = taken.get(from.name);
    if (first === undefined) taken.set(from.name, edge);
    else
      notes?.warn(
        'second-escalation',
        `The timer of the state takes ${first.action.name}; this one is left to others.`,
        { state: from.name, action: action.name },
      );
  }
  return new Set(taken.values());
}

interface Around {
  readonly options: DigitImportOptions;
  readonly notes: Notes;
  readonly roles: readonly string[];
  readonly timed: boolean;
}

function draft(edge: Edge, { options, notes, roles, timed }: Around): Draft {
  const { from, to, action } = edge;
  const place = { state: from.name, action: action.name };
  const by = takers(action.roles, { party: options.party, roles, timed, place }, notes);
  noteMeaning(edge, notes);
  return {
    edge,
    input: {
      title: { [options.language]: readable(action.name) },
      by,
      to: to === from ? 'same' : to.code,
      ...(action.name === 'COMMENT' && { comment: 'required' as const }),
      ...(to.documents && { documents: [documentKind] }),
      ...(action.name === 'RATE' && { effects: [{ effect: 'feedback' as const }] }),
    },
  };
}

function noteMeaning({ from, to, action: { name } }: Edge, notes: Notes): void {
  const place = { state: from.name, action: name };
  if (to.documents)
    notes.warn('document-required', `${to.name} needs a document uploaded: required here.`, place);
  if (name === 'RATE') notes.warn('rate-as-feedback', 'RATE became feedback, 1 to 5.', place);
  if (name === 'REOPEN' && from.terminal)
    notes.warn('reopen-window', 'REOPEN has no time limit here; DIGIT keeps one elsewhere.', place);
}

type Group = readonly [Draft, ...Draft[]];

/** Drafts that differ in nothing but the state that they are open in. */
function grouped(drafts: readonly Draft[]): readonly Group[] {
  const groups = new Map<string, [Draft, ...Draft[]]>();
  for (const item of drafts) {
    const { edge, input } = item;
    const key = JSON.stringify([edge.action.name, input, edge.action.notifications]);
    const group = groups.get(key);
    const twice = group?.some((other) => other.edge.from === edge.from) ?? false;
    if (group === undefined) groups.set(key, [item]);
    else if (!twice) group.push(item);
  }
  return [...groups.values()];
}

function uniqueCode(
  [first]: Group,
  groups: readonly Group[],
  taken: ReadonlySet<string>,
  notes: Notes,
): string {
  const { action, from } = first.edge;
  const alone = groups.filter(([other]) => other.edge.action.name === action.name).length === 1;
  const code = alone ? codeFrom(action.name) : codeFrom(`${action.name}.${from.name}`);
  if (code !== action.name)
    notes.warn('action-renamed', `The action became "${code}".`, {
      state: from.name,
      action: action.name,
    });
  return freeCode(code, taken);
}
