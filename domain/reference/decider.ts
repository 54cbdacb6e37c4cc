import type { Authority } from '../kernel/authority.js';
import { sameJson } from '../kernel/canonical.js';
import type { Decider } from '../kernel/decider.js';
import { streamName, type StreamName } from '../kernel/ids.js';
import type { PlainDate } from '../kernel/instant.js';
import { defineRejections } from '../kernel/rejection.js';
import { ok } from '../kernel/result.js';
import type { ReferenceBody, ReferenceCommand } from './commands.js';
import type { ReferenceEvent } from './events.js';
import type { PublishedSet, ReferenceEntry, ReferenceState } from './state.js';

const reject = defineRejections('reference', {
  'kind-differs': {
    kind: 'conflict',
    message:
      'Reference set {set} holds entries of kind {kind}; publish another kind as another set.',
  },
  'date-taken': {
    kind: 'conflict',
    message: '{set} already has an entry from {effectiveFrom}; correct that entry instead.',
  },
  'date-too-early': {
    kind: 'conflict',
    message: '{set} has an entry from {last}; a new one must hold from a later date.',
  },
  'entry-unknown': {
    kind: 'missing',
    message: '{set} has no entry from {effectiveFrom} that could be corrected.',
  },
});

/** Which set a command is about. */
export interface ReferenceContext {
  readonly set: string;
}

export const referenceStream = (authority: Authority, set: string): StreamName =>
  streamName(`reference-${authority}-${set}`);

type Decided = ReturnType<typeof referenceDecider.decide>;

const atDate = { pointer: '/effectiveFrom' } as const;

function decide(
  command: ReferenceCommand,
  state: ReferenceState,
  { set }: ReferenceContext,
): Decided {
  if (state.status === 'published' && state.kind !== command.body.kind)
    return reject('kind-differs', { set, kind: state.kind }, { pointer: '/kind' });
  const { effectiveFrom, value } = command.body;
  const entries = state.status === 'published' ? state.entries : [];
  const existing = entries.find((entry) => entry.effectiveFrom === effectiveFrom);
  if (existing !== undefined && sameJson(existing.value, value)) return ok([]);
  return command.operation === 'publish'
    ? publish(command.body, set, entries.at(-1)?.effectiveFrom)
    : correct(command.body, set, existing);
}

function publish(
  body: ReferenceBody<'publish'>,
  set: string,
  last: PlainDate | undefined,
): Decided {
  const { effectiveFrom } = body;
  if (last === effectiveFrom) return reject('date-taken', { set, effectiveFrom }, atDate);
  if (last !== undefined && last > effectiveFrom)
    return reject('date-too-early', { set, last }, atDate);
  return ok([{ event: { type: 'reference.published.v1', data: { set, ...body } } }]);
}

function correct(
  body: ReferenceBody<'correct'>,
  set: string,
  existing: ReferenceEntry | undefined,
): Decided {
  const { effectiveFrom } = body;
  if (existing === undefined) return reject('entry-unknown', { set, effectiveFrom }, atDate);
  return ok([{ event: { type: 'reference.corrected.v1', data: { set, ...body } } }]);
}

const evolve = (state: ReferenceState, { data }: ReferenceEvent): ReferenceState => {
  const { set, kind, effectiveFrom, value } = data;
  const before = state.status === 'published' ? state.entries : [];
  const entries = [
    ...before.filter((entry) => entry.effectiveFrom !== effectiveFrom),
    { effectiveFrom, value },
  ].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  // All entries of a set are of one kind: `decide` refuses another, and an event carries kind and value together.
  return { status: 'published', set, kind, entries } as PublishedSet;
};

/** Dated reference data of one set: stream `reference-<authority>-<set>`. */
export const referenceDecider: Decider<
  ReferenceState,
  ReferenceCommand,
  ReferenceEvent,
  ReferenceContext
> = { initialState: { status: 'absent' }, decide, evolve };
