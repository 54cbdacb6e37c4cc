import type { Codec } from '../../domain/kernel/codec.js';
import type { AnyProjection } from '../projection.js';
import type { ReadStore } from '../read-store.js';
import type { Comparison } from './compare.js';
import type { Parked } from './fold.js';
import type { Listeners } from './reporting.js';
import type { Consumer, EventSource } from './source.js';

export interface RunOptions extends Listeners {
  readonly events: EventSource;
  readonly store: ReadStore;
  readonly projections: readonly AnyProjection[];
  readonly codec: Codec;
  /** Stops the runner: the page in hand is finished and stored. */
  readonly signal: AbortSignal;
  /** Whatever else is shown every event, from its own position on. */
  readonly consumers?: readonly Consumer[];
  /** Texts of a projection's modules; a version written by others is refused. */
  readonly sources?: (projection: AnyProjection) => readonly string[];
  /** `refuse` by default. */
  readonly whenCodeDiffers?: 'refuse' | 'rebuild';
  /** What to do about a version that was folded from another log, or from more than this one has; `refuse` by default. */
  readonly whenLogDiffers?: 'refuse' | 'rebuild';
  readonly onParked?: (projection: string, parked: Parked) => void;
  readonly clock?: () => number;
}

export interface RebuildOptions {
  /** Compare with the version that served, document by document, before switching. */
  readonly compare?: boolean;
  /** Keep the version that served, fed as before when the same code wrote it. */
  readonly keepOld?: boolean;
}

export interface RunningProjections {
  /** Resolves when the runner has stopped. */
  readonly finished: Promise<void>;
  /** Folds a parked document of every version anew; false when none is parked under this id. */
  refold(projection: string, id: string): Promise<boolean>;
  /** Loads projections anew by one reading of the log, beside the versions that serve, then switches. */
  rebuild(
    projections: readonly string[],
    options?: RebuildOptions,
  ): Promise<readonly RebuildReport[]>;
}

export interface RebuildReport {
  readonly projection: string;
  readonly version: number;
  readonly generation: number;
  /** Absent when it was not asked for, or there was nothing of this log to compare with. */
  readonly comparison?: Comparison;
}
