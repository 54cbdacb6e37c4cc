import type { Authority } from './authority.js';
import type { Decider, Decision, DomainEvent, Occasion } from './decider.js';
import type { Actor, Channel } from './envelope.js';
import type { Instant } from './instant.js';
import type { Rejection } from './rejection.js';
import { ok, type Result } from './result.js';

/** Who, when, where: the part of every context that becomes the events' metadata. */
export interface Acting {
  /** The command's time, never before the stream's last event. */
  readonly now: Instant;
  readonly actor: Actor;
  readonly authority: Authority;
  readonly office?: string;
  readonly channel: Channel;
  /** `actor` when absent. */
  readonly origin?: 'actor' | 'import';
}

/** Who a rule's events name as their actor; the rule itself stands beside it. */
export const policyActor: Actor = { id: 'policy', kind: 'system', roles: [] };

/**
 * The circumstances that a decision's event gets. One decided by a rule depends on nothing but
 * the rule and its time: neither on who happened to trigger it, nor from where. Only what an import
 * brings about is marked, so that nothing is sent to anyone about it.
 */
export function occasionOf(
  acting: Acting,
  { occurredAt = acting.now, rule }: Pick<Decision<DomainEvent>, 'occurredAt' | 'rule'>,
): Occasion {
  const { authority } = acting;
  const channel = acting.origin === 'import' ? 'import' : 'system';
  if (rule !== undefined)
    return { actor: policyActor, origin: 'policy', rule, authority, channel, occurredAt };
  const { actor, origin = 'actor', office } = acting;
  const occasion = { actor, origin, authority, channel: acting.channel, occurredAt };
  return office === undefined ? occasion : { ...occasion, office };
}

/** The state after decisions have become events. */
export const foldDecisions = <State, Command, Event extends DomainEvent, Context extends Acting>(
  decider: Pick<Decider<State, Command, Event, Context>, 'evolve'>,
  state: State,
  decisions: readonly Decision<Event>[],
  acting: Acting,
): State =>
  decisions.reduce(
    (folded, decision) => decider.evolve(folded, decision.event, occasionOf(acting, decision)),
    state,
  );

/** What one command decides, with what was due before it, and the state that follows. */
export interface Decided<State, Event extends DomainEvent> {
  /** In order; the first `settled` of them were due and do not stem from the command. */
  readonly decisions: readonly Decision<Event>[];
  readonly settled: number;
  readonly state: State;
}

/**
 * Derives what is due at or before the context's time, then decides the command on that state.
 * At equal instants what is due comes first, so no result depends on how late something settled.
 *
 * @example
 * const decided = settleThenDecide(caseDecider, state, { operation: 'act', body }, context);
 * if (decided.ok) append(decided.value.decisions);
 */
export function settleThenDecide<State, Command, Event extends DomainEvent, Context extends Acting>(
  decider: Decider<State, Command, Event, Context>,
  state: State,
  command: Command,
  context: Context,
): Result<Decided<State, Event>, Rejection> {
  const due = decider.settle?.(state, context) ?? ok([]);
  if (!due.ok) return due;
  const settledState = foldDecisions(decider, state, due.value, context);
  const own = decider.decide(command, settledState, context);
  if (!own.ok) return own;
  return ok({
    decisions: due.value.length === 0 ? own.value : [...due.value, ...own.value],
    settled: due.value.length,
    state: foldDecisions(decider, settledState, own.value, context),
  });
}
