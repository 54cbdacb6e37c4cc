import type { EventId, Position } from '../../domain/kernel/ids.js';
import type { LogId } from '../event-store.js';

/** Where a consumer of the log stands, tied to one log and one event so that a foreign log is noticed. */
export interface Checkpoint {
  readonly logId: LogId;
  /** Of the last event handled; the beginning when there was none yet. */
  readonly position: Position;
  /** Of the last event handled, `noEvent` at the beginning. */
  readonly eventId: EventId;
}

/** Stands for an event where there is none yet. */
export const noEvent = '00000000-0000-0000-0000-000000000000' as EventId;

/** Keeps checkpoints durably, one for each name. */
export interface Checkpoints {
  load(name: string): Promise<Checkpoint | undefined>;
  save(name: string, checkpoint: Checkpoint): Promise<void>;
}
