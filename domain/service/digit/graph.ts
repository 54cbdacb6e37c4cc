import { reach } from '../lint/graph.js';
import type { DigitAction, DigitService, DigitState } from './model.js';
import type { Notes } from './notes.js';
import { freeCode } from './words.js';

/** An action with the state that it leads to. */
export interface Edge {
  readonly from: DigitState;
  readonly action: DigitAction;
  readonly to: DigitState;
}

/** The part of a workflow that cases can get into. */
export interface DigitGraph {
  readonly states: readonly DigitState[];
  /** Ways in, with the state entered. */
  readonly entries: readonly Entry[];
  readonly edges: readonly Edge[];
}

export interface Entry {
  readonly name: string;
  readonly roles: readonly string[];
  readonly to: DigitState;
  readonly action?: DigitAction;
}

const entryName = '(entry)';

/**
 * Finds the states that an action names, by name or by uuid, and keeps what can be reached.
 * An action that leads nowhere makes the service unusable only where a case could take it.
 */
export function digitGraph({ states }: DigitService, notes: Notes): DigitGraph | undefined {
  const named = withOwnCodes(
    distinct(
      states.filter(({ name }) => name !== ''),
      notes,
    ),
    notes,
  );
  const find = finder(named);
  const entries = entriesOf(states, named, find, notes);
  const reached = reach(
    entries.map(({ to }) => to.name),
    (name) =>
      named
        .find((state) => state.name === name)
        ?.actions.flatMap(({ next }) => find(next)?.name ?? []) ?? [],
  );
  const kept = named.filter(({ name }) => reached.has(name));
  for (const { name } of named)
    if (!reached.has(name))
      notes.warn('unreachable-state', 'No action leads here; the state was left out.', {
        state: name,
      });
  const edges = kept.flatMap((from) => edgesFrom(from, find, notes));
  if (entries.length === 0 && notes.errors.length === 0)
    notes.fail('no-entry', 'No action begins a case: there is no usable state without a name.');
  return notes.errors.length > 0 ? undefined : { states: kept, entries, edges };
}

type Find = (next: string) => DigitState | undefined;

function distinct(states: readonly DigitState[], notes: Notes): readonly DigitState[] {
  const seen = new Set<string>();
  return states.filter(({ name }) => {
    if (seen.has(name))
      notes.warn('state-twice', 'The state is there twice; the second was left out.', {
        state: name,
      });
    const first = !seen.has(name);
    seen.add(name);
    return first;
  });
}

/** What an action's `to` and `from` say of no state in particular. */
const reserved = ['same', 'any'];

/** Names that our codes can't tell apart, such as two in another script, get a number. */
function withOwnCodes(states: readonly DigitState[], notes: Notes): readonly DigitState[] {
  const taken = new Set(reserved);
  return states.map((state) => {
    const code = freeCode(state.code, taken);
    taken.add(code);
    if (code === state.code) return state;
    notes.warn('state-renamed', `The state's code became "${code}".`, { state: state.name });
    return { ...state, code };
  });
}

function finder(states: readonly DigitState[]): Find {
  const byName = new Map(states.map((state) => [state.name, state]));
  const byUuid = new Map(
    states.flatMap((state) => (state.uuid === undefined ? [] : [[state.uuid, state] as const])),
  );
  return (next) => byName.get(next) ?? byUuid.get(next);
}

function edgesFrom(from: DigitState, find: Find, notes: Notes): readonly Edge[] {
  return from.actions.flatMap((action) => {
    const place = { state: from.name, action: action.name };
    const to = find(action.next);
    if (to === undefined)
      notes.fail('leads-nowhere', `No state is "${action.next}", where the action leads.`, place);
    else if (to.name !== action.next)
      notes.warn('state-by-uuid', `The next state was given by uuid; it is ${to.name}.`, place);
    if (to !== undefined && action.roles.length === 0) {
      notes.warn('no-roles', 'No role may take the action; it was left out.', place);
      return [];
    }
    return to === undefined ? [] : [{ from, action, to }];
  });
}

function entriesOf(
  all: readonly DigitState[],
  named: readonly DigitState[],
  find: Find,
  notes: Notes,
): readonly Entry[] {
  const unnamed = all.filter(({ name }) => name === '');
  if (unnamed.length === 0) return flaggedEntries(named, notes);
  if (unnamed.length > 1)
    notes.warn('entries-merged', `${unnamed.length} states without a name were taken as one.`, {
      state: entryName,
    });
  if (unnamed.some(({ sla }) => sla !== undefined))
    notes.warn('limit-dropped', 'A case is never in the entry; its limit was left out.', {
      state: entryName,
    });
  for (const { name, start } of named)
    if (start)
      notes.warn('start-flag', 'It is flagged as a start too; cases get here by actions only.', {
        state: name,
      });
  return unnamed
    .flatMap((state) => edgesFrom({ ...state, name: entryName }, find, notes))
    .map(({ action, to }) => ({ name: action.name, roles: action.roles, to, action }))
    .reduce<readonly Entry[]>((entries, entry) => withEntry(entries, entry, notes), []);
}

/** Two ways in that are one to whoever takes them: both are open to all who may take either. */
function withEntry(entries: readonly Entry[], entry: Entry, notes: Notes): readonly Entry[] {
  const isSame = ({ name, to }: Entry): boolean => name === entry.name && to === entry.to;
  if (!entries.some(isSame)) return [...entries, entry];
  notes.warn('entry-twice', `It leads to ${entry.to.name} twice; the two were taken as one.`, {
    state: entryName,
    action: entry.name,
  });
  return entries.map((other) =>
    isSame(other) ? { ...other, roles: [...new Set([...other.roles, ...entry.roles])] } : other,
  );
}

/** Without an entry a case begins in a state that says so, by whoever may act there. */
function flaggedEntries(named: readonly DigitState[], notes: Notes): readonly Entry[] {
  const flagged = named.filter(({ start }) => start);
  return (flagged.length > 0 ? flagged : named.slice(0, 1)).map((to) => {
    notes.warn('entry-guessed', 'There is no entry; a case begins here, by whoever may act here.', {
      state: to.name,
    });
    return {
      name: `START_${to.name}`,
      roles: [...new Set(to.actions.flatMap(({ roles }) => roles))],
      to,
    };
  });
}
