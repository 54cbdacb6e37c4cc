import type { Position } from '../../../domain/kernel/ids.js';
import type { Progress, Status } from '../../../projections/runner/progress.js';
import type { RebuildReport } from '../../../projections/runner/options.js';
import type { EngineChoice } from '../engines/index.js';

export interface ProjectionsThreadData {
  readonly choice: EngineChoice;
  readonly leaseSeconds: number;
  /** Ask who folds the log now to hand it over. */
  readonly takeOver: boolean;
  /** What to do about read models that were folded from another log, or from more than this one has. */
  readonly whenLogDiffers: 'refuse' | 'rebuild';
  /** Load in bulk, beside whoever writes the log in bulk, until told to `release`. */
  readonly hold: boolean;
}

/** What the main thread asks of the projections' thread. */
export type ToProjections =
  | { readonly ask: 'stop' }
  | { readonly ask: 'release' }
  | {
      readonly ask: 'rebuild';
      readonly call: number;
      readonly projections: readonly string[];
      readonly compare: boolean;
    }
  | {
      readonly ask: 'refold';
      readonly call: number;
      readonly projection: string;
      readonly id: string;
    };

/** Whether a document was folded anew, or what rebuilds came to. */
export type Answer = boolean | readonly RebuildReport[];

/** What the projections' thread tells. */
export type FromProjections =
  /** Whether another process folds the log, and this one waits. */
  | { readonly tell: 'standing'; readonly by: boolean }
  | {
      readonly tell: 'log';
      readonly level: 'info' | 'warn';
      readonly values: object;
      readonly message: string;
    }
  | { readonly tell: 'progress'; readonly progress: Progress }
  | { readonly tell: 'status'; readonly status: Status }
  | {
      readonly tell: 'parked';
      readonly projection: string;
      readonly id: string;
      readonly position: Position;
      readonly message: string;
    }
  | { readonly tell: 'answer'; readonly call: number; readonly answer: Answer }
  | { readonly tell: 'failed'; readonly call: number; readonly message: string };
