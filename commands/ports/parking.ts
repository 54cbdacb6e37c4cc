import type { EventId, Position, Revision, StreamName } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** An event that a reaction could not handle, set aside with the cause until an operator decides. */
export interface ParkedEvent {
  /** `<reaction>/<event id>`. */
  readonly id: string;
  readonly reaction: string;
  readonly eventId: EventId;
  readonly type: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly cause: { readonly code: string; readonly message: string };
  /** How often it was tried. */
  readonly attempts: number;
  readonly parkedAt: Instant;
}

/** How a parked event was dealt with: kept for the record. */
export interface Resolution {
  readonly how: 'retried' | 'discarded';
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

/** Keeps parked events durably. */
export interface Parking {
  /** Parking the same event again replaces it. */
  park(event: ParkedEvent): Promise<void>;
  get(id: string): Promise<ParkedEvent | undefined>;
  list(limit: number): Promise<readonly ParkedEvent[]>;
  resolve(id: string, resolution: Resolution): Promise<void>;
}
