import { setTimeout as sleep } from 'node:timers/promises';
import { UnknownEventError, type Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import { internalCaller } from '../access/caller.js';
import type { Dispatch, Done } from '../dispatch.js';
import { delayOf, type Patience } from '../pipeline/append-surely.js';
import type { ParkedEvent } from '../ports/parking.js';
import { willPass } from './passing-faults.js';
import { reactorOf, type CausingEvent, type Consequence, type Reaction } from './reaction.js';

export type Execute = (dispatch: Dispatch) => Promise<Result<Done, Rejection>>;
export type Cause = ParkedEvent['cause'];

/** An imported cause has imported consequences, at its own time or as soon after as order allows. */
const dispatchOf = (
  reaction: Reaction,
  event: CausingEvent,
  asked: Consequence,
  index: number,
): Dispatch => ({
  ...asked,
  caller: internalCaller(reactorOf(reaction)),
  idempotencyKey: keyOf(reaction, event, index),
  correlationId: event.meta.correlationId,
  causationId: event.id,
  ...(isImported(event) ? { origin: 'import', occurredAt: event.meta.occurredAt } : {}),
});

/** Two consequences may ask the same of one stream: each is a command of its own. */
const keyOf = (reaction: Reaction, event: CausingEvent, index: number): string =>
  index === 0 ? `${event.id}/${reaction.name}` : `${event.id}/${reaction.name}/${index}`;

const isImported = ({ meta }: Pick<Recorded, 'meta'>): boolean =>
  meta.origin === 'import' || meta.channel === 'import';

/** The event as reactions see it, undefined for one that means nothing any more. @throws UnknownEventError */
export function causing(codec: Codec, recorded: Recorded): CausingEvent | undefined {
  const event = codec.decode(recorded);
  return event === undefined ? undefined : { ...recorded, ...event };
}

export const concerns = (reaction: Reaction, event: CausingEvent): boolean =>
  reaction.on.includes(event.type) && !(reaction.outside && isImported(event));

/** Carries out all that an event leads to; the first cause when a rule says no to some of it. */
async function carryOut(
  execute: Execute,
  reaction: Reaction,
  event: CausingEvent,
): Promise<Cause | undefined> {
  let cause: Cause | undefined;
  for (const [index, asked] of reaction.react(event).entries()) {
    const result = await execute(dispatchOf(reaction, event, asked, index));
    if (!result.ok && !reaction.already.includes(result.error.code))
      cause ??= { code: result.error.code, message: result.error.message };
  }
  return cause;
}

const causeOf = (error: unknown): Cause => ({
  code:
    error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : 'internal',
  message: error instanceof Error ? error.message : String(error),
});

export interface Attempted {
  /** Why it could not be done; undefined when it was. */
  readonly cause?: Cause;
  readonly attempts: number;
}

/**
 * Carries out what an event leads to, again and again when that fails. A rule's "no" is not asked
 * twice; a store that is away is waited for.
 *
 * @throws UnknownEventError when newer code is needed
 * @throws the signal's reason when it aborts
 */
export async function attempt(
  execute: Execute,
  reaction: Reaction,
  event: CausingEvent,
  { patience, signal }: { readonly patience: Patience; readonly signal: AbortSignal },
): Promise<Attempted> {
  for (let failures = 0, waits = 0; ; waits += 1) {
    signal.throwIfAborted();
    try {
      const cause = await carryOut(execute, reaction, event);
      return { attempts: failures + 1, ...(cause === undefined ? {} : { cause }) };
    } catch (error) {
      if (error instanceof UnknownEventError) throw error;
      if (!willPass(error)) failures += 1;
      if (failures >= patience.attempts) return { attempts: failures, cause: causeOf(error) };
    }
    await sleep(delayOf(patience, waits), undefined, { signal });
  }
}
