/** What the runner reads, and what it drives. */
import type { ProjectedEvent } from '../projection.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { EventId, Position } from '../../domain/kernel/ids.js';

/** A run of events in log order, as an event store's subscription gives it. */
export interface LogPage {
  readonly events: readonly Recorded[];
  readonly next: Position;
  readonly live: boolean;
}

/** The part of an event store that the runner needs. */
export interface EventSource {
  identity(): Promise<string>;
  head(): Promise<Position>;
  readAll(options: {
    readonly after?: Position;
    readonly limit?: number;
    readonly pageSize?: number;
  }): AsyncIterable<readonly Recorded[]>;
  subscribe(
    options: { readonly after?: Position; readonly pageSize?: number },
    signal: AbortSignal,
  ): AsyncIterable<LogPage>;
}

/** The last event of a page, and where the one before it is. */
export interface PageEnd {
  readonly position: Position;
  readonly eventId: EventId;
  readonly previous: Position;
  readonly recordedAt: string;
}

/** A page as consumers see it: events in their newest version, without those of retired types. */
export interface ProjectedPage {
  /** Where the log was read from: the page misses nothing after it. */
  readonly after: Position;
  readonly events: readonly ProjectedEvent[];
  /** Of the log, retired types included. */
  readonly end: PageEnd;
  /** Whether it reaches the end of the log. */
  readonly live: boolean;
}

/** Anything that is shown every event in order: a projection, reactions, an index of what is due. */
export interface Consumer {
  readonly name: string;
  /** Up to where it has handled events; '' before the first. Pages may begin before it, and never after it. */
  readonly position: Position;
  /** Repeated after a failure, with the same or another grouping of pages. */
  handle(page: ProjectedPage): Promise<void>;
  /** Milliseconds until what `handle` left unstored should be stored; undefined when there is nothing. */
  readonly dueIn?: number | undefined;
  /** Stores what `handle` may have left unstored. */
  flush?(): Promise<void>;
}

/** The place before the first event. */
export const beginning = '' as Position;
