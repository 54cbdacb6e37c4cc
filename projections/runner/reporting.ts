import type { VersionId } from '../read-store.js';
import type { Consumer, ProjectedPage } from './source.js';
import { Meter, type Progress, type RunnerState, type Status } from './progress.js';
import type { Trouble } from './lane.js';
import type { Fed } from './versions.js';

export interface Listeners {
  /** After every page and version, and when one is switched. */
  readonly onProgress?: (progress: Progress) => void;
  readonly onStatus?: (status: Status) => void;
}

interface Reported {
  readonly fed: Fed;
  readonly meter: Meter;
  state: RunnerState | undefined;
}

/** Turns what lanes tell of their consumers into what listeners are told of versions. */
export class Reporting {
  readonly #reported = new Map<Consumer, Reported>();

  constructor(
    private readonly listeners: Listeners,
    private readonly clock: () => number,
  ) {}

  add(fed: Fed): void {
    this.#reported.set(fed.consumer, { fed, meter: new Meter(this.clock), state: undefined });
    if (fed.status === 'loading') this.tell(fed.consumer, 'loading');
  }

  remove({ consumer }: Fed): void {
    this.tell(consumer, 'stopped');
    this.#reported.delete(consumer);
  }

  get all(): readonly Fed[] {
    return [...this.#reported.values()].map(({ fed }) => fed);
  }

  /** What feeds a version here. */
  fedAs(id: VersionId): Fed | undefined {
    return this.all.find((fed) => isSame(fed.consumer.id, id));
  }

  page(consumer: Consumer, { events, end, live }: ProjectedPage): void {
    if (live) this.tell(consumer, 'live');
    const behind = live ? 0 : Math.max(0, this.clock() - Date.parse(end.recordedAt));
    this.#progress(consumer, events.length, live, behind);
  }

  live(consumers: Iterable<Consumer>): void {
    for (const consumer of consumers) {
      this.tell(consumer, 'live');
      this.#progress(consumer, 0, true, 0);
    }
  }

  trouble({ state, error, consumers }: Trouble): void {
    for (const consumer of consumers) this.tell(consumer, state, messageOf(error));
  }

  tell(consumer: Consumer, state: RunnerState, detail?: string): void {
    const reported = this.#reported.get(consumer);
    if (reported === undefined || reported.state === state) return;
    reported.state = state;
    const { id } = reported.fed.consumer;
    this.listeners.onStatus?.({ ...id, state, ...(detail !== undefined && { detail }) });
  }

  #progress(consumer: Consumer, events: number, live: boolean, behind: number): void {
    const reported = this.#reported.get(consumer);
    if (reported === undefined) return;
    this.listeners.onProgress?.({
      ...reported.fed.consumer.id,
      position: reported.fed.consumer.readable,
      serving: reported.fed.serving,
      live,
      ...reported.meter.add(events),
      behindMilliseconds: behind,
    });
  }
}

export const isSame = (a: VersionId, b: VersionId): boolean =>
  a.projection === b.projection && a.version === b.version && a.generation === b.generation;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
