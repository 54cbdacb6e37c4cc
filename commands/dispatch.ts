import type { Actor, Channel } from '../domain/kernel/envelope.js';
import type { Authority } from '../domain/kernel/authority.js';
import type { CommandId, Position, Revision, StreamName } from '../domain/kernel/ids.js';
import type { Instant } from '../domain/kernel/instant.js';

/** Who calls, as their token says: the roles hold within `authority` and below. */
export interface Caller {
  readonly actor: Actor;
  readonly authority: Authority;
  readonly office?: string;
  readonly channel: Channel;
}

/** One request to change something. */
export interface Dispatch {
  /** `case`, `service`, `reference`. */
  readonly aggregate: string;
  /** What of: a case's reference, `<authority>/<code>`; for a submission the service's `<authority>/<code>`. */
  readonly target: string;
  /** `submit`, `act`, `publish`, … */
  readonly operation: string;
  /** Unparsed: the pipeline checks it against the operation's schema. */
  readonly body: unknown;
  readonly caller: Caller;
  /** Names the request: the same key from the same actor for the same operation and target has one effect. */
  readonly idempotencyKey: string;
  /** `If-Match`: the revision the caller decided on. */
  readonly expected?: Revision;
  /** Only for imports and roles so permitted. */
  readonly occurredAt?: Instant;
  readonly origin?: 'actor' | 'import';
  readonly correlationId: string;
  readonly causationId?: string;
}

/** What was written, or had been written before by the same command. */
export interface Done {
  readonly commandId: CommandId;
  readonly stream: StreamName;
  readonly revision: Revision;
  /** Read with `At-Least-Position` of this and the write is seen. */
  readonly position: Position;
  /** Whether an earlier, identical request had already done it. */
  readonly repeated: boolean;
  /** Nothing had to be written. */
  readonly unchanged: boolean;
}
