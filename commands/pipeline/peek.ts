import type { DomainEvent } from '../../domain/kernel/decider.js';
import type { Position, Revision, StreamName } from '../../domain/kernel/ids.js';
import { keyOf } from '../../domain/kernel/ids.js';
import { latest, type Instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import { foldDecisions, type Acting } from '../../domain/kernel/settle-then-decide.js';
import type { Caller } from '../dispatch.js';
import type { Clock } from '../ports/clock.js';
import type { Aggregate, Request, Situation } from './aggregate.js';
import { actingOf } from './decide.js';
import { commandIdOf } from './identity.js';
import type { Loader, Tip } from './loader.js';

/** A stream as a command by this caller would find it, after what is due by then. */
export interface Peeked<State, Context> {
  readonly stream: StreamName;
  readonly state: State;
  /** How many facts are due and not written yet. */
  readonly due: number;
  /** Of the last event that is written. */
  readonly revision: Revision;
  readonly position: Position;
  /** What a decision on this state would be made with. */
  readonly context: Context;
}

export interface PeekOptions {
  readonly caller: Caller;
  /** Now when absent; not before the stream's last event. */
  readonly at?: Instant;
  /** Reads what other processes may have appended; otherwise a state in memory is good enough. */
  readonly fresh?: boolean;
}

export interface PeekParts<State> {
  readonly loader: Loader<State>;
  readonly clock: Clock;
}

type Settling<State, Command, Event extends DomainEvent, Context extends Acting> = Aggregate<
  State,
  Command,
  Event,
  Context
> & { readonly settling: Command };

/**
 * Loads a stream and settles in memory what is due; writes nothing. Access is not checked.
 *
 * @returns undefined for a stream that does not exist
 */
export async function peek<State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Settling<State, Command, Event, Context>,
  { loader, clock }: PeekParts<State>,
  stream: StreamName,
  { caller, at, fresh = false }: PeekOptions,
): Promise<Result<Peeked<State, Context>, Rejection> | undefined> {
  const { state, tip } = await look(loader, stream, fresh);
  if (tip === undefined) return undefined;
  const request = settling(aggregate, stream, caller);
  const situation = { request, stream, state };
  const subject = aggregate.subject(situation);
  if (!subject.ok) return subject;
  const now = latest(at ?? clock.now(), tip.occurredAt);
  const acting = actingOf(request, { authority: subject.value.authority, now });
  const context = await aggregate.context(situation, acting);
  return context.ok ? settled(aggregate, situation, tip, context.value) : context;
}

function settled<State, Command, Event extends DomainEvent, Context extends Acting>(
  { decider }: Settling<State, Command, Event, Context>,
  { stream, state }: Situation<State, Command>,
  { revision, position }: Tip,
  context: Context,
): Result<Peeked<State, Context>, Rejection> {
  const due = decider.settle?.(state, context) ?? ok([]);
  if (!due.ok) return due;
  const after = foldDecisions(decider, state, due.value, context);
  return ok({ stream, state: after, due: due.value.length, revision, position, context });
}

interface Seen<State> {
  readonly state: State;
  readonly tip: Tip | undefined;
}

async function look<State>(
  loader: Loader<State>,
  stream: StreamName,
  fresh: boolean,
): Promise<Seen<State>> {
  const cached = loader.cached(stream);
  if (cached === undefined) return loader.load(stream);
  if (fresh) await loader.refresh(stream, cached);
  return cached;
}

function settling<State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Settling<State, Command, Event, Context>,
  stream: StreamName,
  caller: Caller,
): Request<Command> {
  const dispatch = {
    aggregate: aggregate.name,
    operation: 'settle',
    target: keyOf(stream),
    body: {},
    caller,
    idempotencyKey: 'peek',
    correlationId: 'peek',
  };
  return { dispatch, command: aggregate.settling, commandId: commandIdOf(dispatch), hash: '' };
}
