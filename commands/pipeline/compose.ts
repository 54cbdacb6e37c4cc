import type { Codec } from '../../domain/kernel/codec.js';
import type { Decider, DomainEvent, Occasion } from '../../domain/kernel/decider.js';
import type { EventMeta, NewEvent } from '../../domain/kernel/envelope.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import { latest, type Instant } from '../../domain/kernel/instant.js';
import type { Json } from '../../domain/kernel/json.js';
import { tellerOf } from '../../domain/kernel/teller.js';
import { occasionOf } from '../../domain/kernel/settle-then-decide.js';
import type { Sealer } from '../ports/sealer.js';
import type { MaybePromise, Request } from './aggregate.js';
import type { Ruling } from './decide.js';
import { eventIdOf } from './identity.js';
import type { Tip } from './loader.js';

export interface ComposeParts<State, Event extends DomainEvent> {
  readonly codec: Codec;
  readonly sealer: Sealer;
  readonly decider: Pick<Decider<State, never, Event, never>, 'evolve'>;
}

/** Events ready to be appended, and what they make of the stream. */
export interface Composed<State> {
  readonly events: readonly NewEvent[];
  readonly state: State;
  readonly occurredAt: Instant;
}

type Cause = Pick<EventMeta, 'commandId' | 'commandHash' | 'correlationId' | 'causationId'>;

const causeOf = ({ commandId, hash, dispatch }: Request<unknown>): Cause => ({
  commandId,
  commandHash: hash,
  correlationId: dispatch.correlationId,
  ...(dispatch.causationId === undefined ? {} : { causationId: dispatch.causationId }),
});

// Every event passes here: spreads of several objects into one cost many times what assignments do.
function metaOf(occasion: Occasion, occurredAt: Instant, cause: Cause): EventMeta {
  const meta: { -readonly [K in keyof EventMeta]: EventMeta[K] } = {
    actor: occasion.actor,
    origin: occasion.origin,
    authority: occasion.authority,
    channel: occasion.channel,
    occurredAt,
    commandId: cause.commandId,
    commandHash: cause.commandHash,
    correlationId: cause.correlationId,
  };
  if (occasion.rule !== undefined) meta.rule = occasion.rule;
  if (occasion.office !== undefined) meta.office = occasion.office;
  if (cause.causationId !== undefined) meta.causationId = cause.causationId;
  return meta;
}

/** Where a composition starts: the end of a stream, as the command saw it. */
export interface Start<State> {
  readonly stream: StreamName;
  readonly state: State;
  readonly tip: Tip | undefined;
}

/**
 * Turns decisions into events: checks their data, gives ids and metadata, seals personal values.
 *
 * @throws InvalidEventError when the decider made data that does not fit its own schema
 */
export async function compose<State, Event extends DomainEvent>(
  parts: ComposeParts<State, Event>,
  request: Request<unknown>,
  { decided: { decisions }, acting }: Ruling<State, Event>,
  start: Start<State>,
): Promise<Composed<State>> {
  const cause = causeOf(request);
  const events: NewEvent[] = [];
  let { state } = start;
  let occurredAt = start.tip?.occurredAt ?? ('' as Instant);
  for (const [index, decision] of decisions.entries()) {
    const occasion = occasionOf(acting, decision);
    // A timer that was set late may have been due before what its stream has last.
    occurredAt = latest(occasion.occurredAt, occurredAt);
    const meta = metaOf(occasion, occurredAt, cause);
    const data = parts.codec.encode(decision.event);
    const event = { ...decision.event, data };
    state = parts.decider.evolve(state, event, meta);
    const content = `${event.type}${occurredAt}${JSON.stringify(data)}`;
    const sealing = seal(parts, event, tellerOf(meta.actor, start.stream));
    events.push({
      id: eventIdOf(request.commandId, start.stream, index, content),
      type: event.type,
      data: sealing instanceof Promise ? await sealing : sealing,
      meta,
    });
  }
  return { events, state, occurredAt };
}

function seal(
  { codec, sealer }: Pick<ComposeParts<unknown, DomainEvent>, 'codec' | 'sealer'>,
  event: DomainEvent & { readonly data: Json },
  teller: string,
): MaybePromise<Json> {
  const fields = codec.personal(event, teller);
  return fields.length === 0 ? event.data : sealer.seal(event.data, fields);
}
