import type { EventMeta, RuleReference } from './envelope.js';
import type { Instant } from './instant.js';
import type { Rejection } from './rejection.js';
import type { Result } from './result.js';

/** A fact of one type, as the domain sees it. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event that a decider wants written. With a `rule` its origin is `policy`. */
export interface Decision<E extends DomainEvent> {
  readonly event: E;
  /** When it happened, where that is not the command's own time (a timer's due time). */
  readonly occurredAt?: Instant;
  readonly rule?: RuleReference;
}

/** What `evolve` may know of an event beside its data. */
export type Occasion = Pick<
  EventMeta,
  'actor' | 'origin' | 'rule' | 'authority' | 'office' | 'channel' | 'occurredAt'
>;

/**
 * One consistency boundary: commands in, events out, state folded from events.
 * All functions are pure and synchronous; everything from outside is in `context`.
 */
export interface Decider<State, Command, Event extends DomainEvent, Context> {
  readonly initialState: State;
  readonly decide: (
    command: Command,
    state: State,
    context: Context,
  ) => Result<readonly Decision<Event>[], Rejection>;
  readonly evolve: (state: State, event: Event, occasion: Occasion) => State;
  /** What is due at or before the context's time, in order of due time and name. */
  readonly settle?: (
    state: State,
    context: Context,
  ) => Result<readonly Decision<Event>[], Rejection>;
}
