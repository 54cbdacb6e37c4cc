import type { Recorded, NewEvent } from '../domain/kernel/envelope.js';
import type { Instant } from '../domain/kernel/instant.js';
import type { Position, Revision, StreamName } from '../domain/kernel/ids.js';

/** What the stream must look like for an append: not there, or ending at this revision. */
export type ExpectedRevision = 'none' | Revision;

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: Revision;
  /** Position of the last event of this append. */
  readonly position: Position;
}

/** Identity of one log, written once at its creation. */
export type LogId = string;

/** A run of events in log order. A consumer stores `next` after it has handled `events`. */
export interface Page {
  readonly events: readonly Recorded[];
  readonly next: Position;
  /**
   * Whether the end of the log was reached with this page. A page without events only says that.
   */
  readonly live: boolean;
}

export interface ReadOptions {
  /** First revision, inclusive; 0 by default. */
  readonly from?: Revision;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /**
   * Exclusive: events after it forwards, before it backwards; a position this log has given out.
   * One past its end is refused with a RangeError.
   */
  readonly after?: Position;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
  /** Most events of one page; 500 by default, at most 2,000. */
  readonly pageSize?: number;
}

/**
 * The reading side of the log. What every adapter promises is in `test/contracts/event-store-contract.ts`.
 *
 * - Pages of `read` and `readAll` are never empty; `read` of a missing stream yields nothing.
 * - `subscribe` yields pages in order for ever, until its signal aborts or the store is closed.
 */
export interface EventReader {
  read(stream: StreamName, options?: ReadOptions): AsyncIterable<readonly Recorded[]>;
  readAll(options?: ReadAllOptions): AsyncIterable<readonly Recorded[]>;
  subscribe(options: SubscribeOptions, signal: AbortSignal): AsyncIterable<Page>;
  /** Position of the last event, `''` for an empty log. */
  head(): Promise<Position>;
  identity(): Promise<LogId>;
  close(): Promise<void>;
}

/**
 * The log.
 *
 * - `append` is atomic and durable when it resolves, and readable at once. The same ids at the same
 *   expected revision (also a prefix) succeed with the original result; any other mismatch is a
 *   ConflictError. At most 1 MiB (UTF-8, data and metadata), never empty, no id twice.
 */
export interface EventStore extends EventReader {
  append(
    stream: StreamName,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    copied?: Copied,
  ): Promise<Appended>;
}

/** What a copy of a log keeps of where its events were first. */
export interface Copied {
  /** When the first log took them; the copy's own time when absent. */
  readonly recordedAt: Instant;
}

export interface SubscribeOptions {
  /** Exclusive, as for `readAll`; from the beginning when absent. */
  readonly after?: Position;
  /** Most events of one page; 500 by default, at most 2,000. */
  readonly pageSize?: number;
}

/** The beginning of every log: smaller than any position. */
export const beginning = '' as Position;

/** Limit of one append in bytes of UTF-8, data and metadata of all its events. */
export const maximumAppendBytes = 1_048_576;

export const defaultPageSize = 500;
export const maximumPageSize = 2_000;
