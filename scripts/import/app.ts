import type { Dispatch, Done } from '../../commands/dispatch.js';
import type { EventReader } from '../../commands/event-store.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';

/** A case as it stood at a time, with what was due by then. */
export interface Peeked {
  /** Amount → minor units. */
  readonly amounts: Readonly<Record<string, number>>;
  readonly timers: readonly {
    readonly name: string;
    readonly status: string;
    readonly dueAt: Instant;
  }[];
}

/** What an import needs of the system that it imports into. */
export interface ImportApp {
  readonly execute: (dispatch: Dispatch) => Promise<Result<Done, Rejection>>;
  /** A case with everything settled that was due at or before `at`; nothing is written. */
  readonly peek: (reference: string, at: Instant) => Promise<Peeked>;
  /** Settles every stream with something due now; says how many streams. */
  readonly settleDue: () => Promise<number>;
  readonly log: Pick<EventReader, 'identity' | 'head' | 'read' | 'readAll'>;
  /** Type → events appended since the process began, where someone counts them; else the log is read. */
  readonly appended?: () => Readonly<Record<string, number>>;
  /** Folder in which imports keep what they need to be resumed. */
  readonly folder: string;
}
