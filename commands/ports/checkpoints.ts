import type { EventId, Position } from '../../domain/kernel/ids.js';
import type { LogId } from '../event-store.js';

/** Where a consumer of the log stands, tied to one log and one event so that a foreign log is noticed. */
export interface Checkpoint {
  readonly logId: LogId;
  readonly position: Position;
  readonly eventId: EventId;
}

/** Keeps checkpoints durably, one for each name. */
export interface Checkpoints {
  load(name: string): Promise<Checkpoint | undefined>;
  save(name: string, checkpoint: Checkpoint): Promise<void>;
}
