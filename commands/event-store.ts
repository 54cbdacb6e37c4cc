import type { Recorded, NewEvent } from '../domain/kernel/envelope.js';
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
  /** Whether the end of the log was reached with this page. */
  readonly live: boolean;
}

export interface ReadOptions {
  /** First revision, inclusive; 0 by default. */
  readonly from?: Revision;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Exclusive: events after it forwards, before it backwards. */
  readonly after?: Position;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
  /** Events per page; a page never splits what one consumer must see whole beyond this number. */
  readonly pageSize?: number;
}

/**
 * The log. What every adapter promises is in `test/contracts/event-store-contract.ts`.
 *
 * - `append` is atomic and durable when it resolves, and readable at once. The same ids at the same
 *   expected revision (also a prefix) succeed with the original result; any other mismatch is a
 *   ConflictError. At most 1 MiB (UTF-8, data and metadata), never empty, no id twice.
 * - `read` of a missing stream yields nothing.
 * - `subscribe` yields pages in order for ever, until its signal aborts.
 */
export interface EventStore {
  append(
    stream: StreamName,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended>;
  read(stream: StreamName, options?: ReadOptions): AsyncIterable<readonly Recorded[]>;
  readAll(options?: ReadAllOptions): AsyncIterable<readonly Recorded[]>;
  subscribe(options: SubscribeOptions, signal: AbortSignal): AsyncIterable<Page>;
  /** Position of the last event, `''` for an empty log. */
  head(): Promise<Position>;
  identity(): Promise<LogId>;
  close(): Promise<void>;
}

export interface SubscribeOptions {
  /** Exclusive; from the beginning when absent. */
  readonly after?: Position;
  readonly pageSize?: number;
}

/** The beginning of every log: smaller than any position. */
export const beginning = '' as Position;

/** Limit of one append in bytes of UTF-8, data and metadata of all its events. */
export const maximumAppendBytes = 1_048_576;
