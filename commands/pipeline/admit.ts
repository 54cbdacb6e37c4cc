import type { DomainEvent } from '../../domain/kernel/decider.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Err, type Result } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import { bringsTime, checkCoarse } from '../access/check.js';
import type { Dispatch } from '../dispatch.js';
import type { Aggregate, Request } from './aggregate.js';
import { commandHashOf, commandIdOf } from './identity.js';
import { invalidBody } from './parse.js';

const longestKey = 255;
const longestTarget = 300;

/** Parses a dispatch and checks what can be checked before anything is loaded. */
export function admit<State, Command, Event extends DomainEvent, Context extends Acting>(
  aggregate: Aggregate<State, Command, Event, Context>,
  dispatch: Dispatch,
): Result<Request<Command>, Rejection> {
  const malformed = checkAddress(dispatch);
  if (malformed !== undefined) return malformed;
  const parsed = aggregate.parse(dispatch.operation, dispatch.body);
  if (!parsed.ok) return parsed;
  const refused = checkCoarse(aggregate.access, dispatch) ?? checkTime(dispatch);
  if (refused !== undefined) return refused;
  const { command, body } = parsed.value;
  const commandId = commandIdOf(dispatch);
  return ok({ dispatch, command, commandId, hash: commandHashOf(body) });
}

function checkAddress({ idempotencyKey, target }: Dispatch): Err<Rejection> | undefined {
  if (idempotencyKey.length === 0 || idempotencyKey.length > longestKey)
    return invalidBody([
      { pointer: '', message: `An idempotency key has 1 to ${longestKey} characters` },
    ]);
  if (target.length > longestTarget)
    return invalidBody([
      { pointer: '', message: `A target has at most ${longestTarget} characters` },
    ]);
  return undefined;
}

const checkTime = ({ occurredAt, caller }: Dispatch): Err<Rejection> | undefined =>
  occurredAt === undefined ? undefined : bringsTime(caller);
