import type { Position } from '../../domain/kernel/ids.js';
import type { VersionId } from '../read-store.js';

/** How far one stored version has come. */
export interface Progress extends VersionId {
  /** Up to where queries see every event. */
  readonly position: Position;
  readonly serving: boolean;
  /** Whether the end of the log was reached. */
  readonly live: boolean;
  /** Since the runner started. */
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Age of the last event handled, in milliseconds; 0 when live. */
  readonly behindMilliseconds: number;
}

export type RunnerState =
  | 'loading'
  | 'live'
  | 'retrying'
  /** An event of a type that this code does not know; it goes on after an upgrade. */
  | 'needs-newer-code'
  /** The projection's own code fails beyond a single document. */
  | 'failed'
  | 'stopped';

export interface Status extends VersionId {
  readonly state: RunnerState;
  readonly detail?: string;
}

/** Counts what a consumer has handled. */
export class Meter {
  #events = 0;
  readonly #started: number;

  constructor(private readonly clock: () => number) {
    this.#started = clock();
  }

  add(events: number): { readonly events: number; readonly eventsPerSecond: number } {
    this.#events += events;
    const seconds = Math.max((this.clock() - this.#started) / 1_000, 0.001);
    return { events: this.#events, eventsPerSecond: Math.round(this.#events / seconds) };
  }
}
