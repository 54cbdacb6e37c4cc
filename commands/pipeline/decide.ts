import type { DomainEvent } from '../../domain/kernel/decider.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import {
  settleThenDecide,
  type Acting,
  type Decided,
} from '../../domain/kernel/settle-then-decide.js';
import { latest, type Instant } from '../../domain/kernel/instant.js';
import { isInternal } from '../access/caller.js';
import { checkRelation } from '../access/check.js';
import type { Dispatch } from '../dispatch.js';
import type { Clock } from '../ports/clock.js';
import type { Aggregate, Request, Situation } from './aggregate.js';
import type { Tip } from './loader.js';
import { rejectRequest } from './rejections.js';

/** What was decided, by whom and when. */
export interface Ruling<State, Event extends DomainEvent> {
  readonly decided: Decided<State, Event>;
  readonly acting: Acting;
}

/**
 * When a command happens: now, or at the time it brings; never before its stream's last event.
 * Charter's own machinery means "at this time at the earliest"; anyone else's history must be in order.
 */
export function timeOf(
  { occurredAt: given, caller }: Pick<Dispatch, 'occurredAt' | 'caller'>,
  last: Instant | undefined,
  now: Instant,
): Result<Instant, Rejection> {
  const earliest = last ?? given ?? now;
  if (given === undefined) return ok(latest(now, earliest));
  if (given < earliest && !isInternal(caller))
    return rejectRequest('out-of-order', { occurredAt: given, last: earliest });
  if (given > now) return rejectRequest('in-the-future', { occurredAt: given, now });
  return ok(latest(given, earliest));
}

function checkExpected(request: Request<unknown>, tip: Tip | undefined): Result<null, Rejection> {
  const { expected } = request.dispatch;
  if (expected === undefined || tip?.revision === expected) return ok(null);
  return rejectRequest('precondition-failed', {
    actual: tip === undefined ? 'nothing' : String(tip.revision),
    expected: String(expected),
  });
}

export const actingOf = (
  request: Request<unknown>,
  acting: Pick<Acting, 'authority' | 'now'>,
): Acting => {
  const { caller, origin } = request.dispatch;
  // Assigned rather than spread, as every command passes here.
  const whole: { -readonly [K in keyof Acting]: Acting[K] } = {
    now: acting.now,
    authority: acting.authority,
    actor: caller.actor,
    channel: caller.channel,
  };
  if (caller.office !== undefined) whole.office = caller.office;
  if (origin !== undefined) whole.origin = origin;
  return whole;
};

/** Authorises a command on a state, gathers its context, settles what is due and decides. */
export async function rule<State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Aggregate<State, Command, Event, Context>,
  situation: Situation<State, Command>,
  tip: Tip | undefined,
  clock: Clock,
): Promise<Result<Ruling<State, Event>, Rejection>> {
  const admitted = admitOnState(aggregate, situation, tip, clock);
  if (!admitted.ok) return admitted;
  const acting = admitted.value;
  const gathering = aggregate.context(situation, acting);
  const context = gathering instanceof Promise ? await gathering : gathering;
  if (!context.ok) return context;
  const { state, request } = situation;
  const decided = settleThenDecide(aggregate.decider, state, request.command, context.value);
  return decided.ok ? ok({ decided: decided.value, acting }) : decided;
}

function admitOnState<State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Aggregate<State, Command, Event, Context>,
  situation: Situation<State, Command>,
  tip: Tip | undefined,
  clock: Clock,
): Result<Acting, Rejection> {
  const { request } = situation;
  const subject = aggregate.subject(situation);
  if (!subject.ok) return subject;
  const refused = checkRelation(aggregate.access, request.dispatch, subject.value);
  if (refused !== undefined) return refused;
  const expected = checkExpected(request, tip);
  if (!expected.ok) return expected;
  const time = timeOf(request.dispatch, tip?.occurredAt, clock.now());
  if (!time.ok) return time;
  return ok(actingOf(request, { authority: subject.value.authority, now: time.value }));
}
