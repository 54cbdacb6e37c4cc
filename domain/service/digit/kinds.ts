import type { Outcome, StateKind } from '../schema/index.js';
import type { DigitGraph, Edge } from './graph.js';
import type { DigitState } from './model.js';
import type { Notes } from './notes.js';

/** What a state is to us, and how a matter has ended in it. */
export interface Classified {
  readonly kind: StateKind;
  readonly outcome?: Outcome;
}

/** First match decides: a rejection that is closed is refused, not settled. */
const outcomePatterns: readonly (readonly [RegExp, Outcome])[] = [
  [/DUPLICATE/, 'duplicate'],
  [/INVALID|SPAM/, 'invalid'],
  [/REJECT|REFUS|DENIED|DISAPPROV|INACTIVE/, 'refused'],
  [/WITHDRAW|CANCEL/, 'withdrawn'],
  [/EXPIR|LAPS/, 'lapsed'],
  [/APPROV|GRANT|ISSUED|ACTIVE|ACTIVATED|SANCTION/, 'granted'],
  [/RESOLV|CLOSE|COMPLET|DISPOS|SETTLE|DELIVER|FEEDBACK|PAID|DONE/, 'settled'],
];

const decided = /APPROV|GRANT|ISSUED|ACTIVE|ACTIVATED|SANCTION/;
const afterwards = new Set(['RATE', 'REOPEN']);

/** Says for every state of a workflow what it is to us; what had to be guessed becomes a warning. */
export function classify(graph: DigitGraph, notes: Notes): ReadonlyMap<string, Classified> {
  const leaving = (state: DigitState): readonly Edge[] =>
    graph.edges.filter(({ from, to }) => from === state && to !== state);
  const staying = (state: DigitState): boolean =>
    graph.edges.some(({ from, to }) => from === state && to === state);
  const kinds = new Map(
    graph.states.map((state) => [state.name, kindOf(state, leaving(state), staying(state), notes)]),
  );
  const entered = new Set(graph.entries.map(({ to }) => to.name));
  const classified = new Map<string, Classified>();
  for (const state of graph.states) {
    const kind = kinds.get(state.name) ?? workKind(state, leaving(state), entered);
    const isFinal = kind === 'end' || kind === 'resolved';
    const after = isFinal && followsDecision(state, graph, kinds);
    classified.set(state.name, {
      kind,
      ...(isFinal && { outcome: outcomeOf(state, after, notes) }),
    });
  }
  return classified;
}

/** `REOPEN leads on`, `RATE, REOPEN lead on` */
function leadOn(leaving: readonly Edge[]): string {
  const names = [...new Set(leaving.map(({ action }) => action.name))];
  return `${names.join(', ')} ${names.length === 1 ? 'leads' : 'lead'} on`;
}

/** `end` or `resolved` for a state in which the matter has ended. */
function kindOf(
  state: DigitState,
  leaving: readonly Edge[],
  staying: boolean,
  notes: Notes,
): 'end' | 'resolved' | undefined {
  const place = { state: state.name };
  if (state.terminal && leaving.length + Number(staying) === 0) return 'end';
  if (state.terminal) {
    const why = leaving.length > 0 ? `but ${leadOn(leaving)}` : 'but actions are open in it';
    notes.warn(
      'terminal-with-actions',
      `It is flagged as an end, ${why}: taken as resolved.`,
      place,
    );
    return 'resolved';
  }
  if (leaving.length === 0) {
    notes.warn('no-way-out', 'It is not flagged as an end, but no action leads on.', place);
    return staying ? 'resolved' : 'end';
  }
  if (!isDone(state, leaving)) return undefined;
  notes.warn(
    'resolved-guessed',
    `Only ${leadOn(leaving)}: the work is done, taken as resolved.`,
    place,
  );
  return 'resolved';
}

/** Not flagged, but left only for feedback, or decided and left only for an end. */
const isDone = ({ name }: DigitState, leaving: readonly Edge[]): boolean =>
  leaving.every(({ action }) => afterwards.has(action.name)) ||
  (decided.test(name) && !name.includes('PENDING') && leaving.every(({ to }) => to.terminal));

/** A state waits when whatever leads on is open to the citizen, though a clerk may do it for them. */
const workKind = (
  state: DigitState,
  leaving: readonly Edge[],
  entered: ReadonlySet<string>,
): StateKind => {
  if (entered.has(state.name)) return 'start';
  return leaving.every(({ action }) => action.roles.includes('CITIZEN')) ? 'waiting' : 'normal';
};

/** Whether the state is left for from a resolved one: a licence that is cancelled had been granted. */
const followsDecision = (
  state: DigitState,
  { edges }: DigitGraph,
  kinds: ReadonlyMap<string, 'end' | 'resolved' | undefined>,
): boolean => {
  const before = edges.filter(({ from, to }) => to === state && from !== state);
  return before.length > 0 && before.every(({ from }) => kinds.get(from.name) === 'resolved');
};

function outcomeOf(state: DigitState, afterDecision: boolean, notes: Notes): Outcome {
  const place = { state: state.name };
  const named = (text: string) => outcomePatterns.find(([pattern]) => pattern.test(text))?.[1];
  const guess = named(state.name.toUpperCase()) ?? named(state.publicStatus?.toUpperCase() ?? '');
  if (guess === undefined) {
    notes.warn('outcome-unknown', 'Its name tells no outcome; "settled" was taken.', place);
    return 'settled';
  }
  const outcome = guess === 'withdrawn' && afterDecision ? 'annulled' : guess;
  notes.warn('outcome-guessed', `The outcome "${outcome}" was guessed from its name.`, place);
  return outcome;
}
