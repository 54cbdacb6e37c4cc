/** One reading of the log that shows every page to all of its consumers, one after the other. */
import {
  concatMap,
  defaultIfEmpty,
  defer,
  EMPTY,
  fromEvent,
  lastValueFrom,
  merge,
  Observable,
  retry,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { UnknownEventError, type Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import { decodePage } from './decode.js';
import { TouchError } from './fold.js';
import { reading, type Job } from './reading.js';
import {
  beginning,
  type Consumer,
  type EventSource,
  type LogPage,
  type ProjectedPage,
} from './source.js';

export interface LaneOptions {
  readonly source: EventSource;
  readonly codec: Codec;
  /** `following` waits for new events for ever; `once` ends with the log. */
  readonly mode: 'following' | 'once';
  /** Where `once` ends before the log does. */
  readonly until?: Position;
  readonly signal: AbortSignal;
  readonly onPage?: (consumer: Consumer, page: ProjectedPage) => void;
  /** The end of the log was reached. */
  readonly onLive?: (consumers: Iterable<Consumer>) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** What went wrong, and with whom: one consumer, or all of the lane. */
export interface Trouble {
  readonly state: 'retrying' | 'needs-newer-code' | 'failed';
  readonly error: unknown;
  readonly consumers: Iterable<Consumer>;
}

export type LaneEnd = 'done' | 'halted' | 'stopped';

const firstRetryMilliseconds = 100;
const longestRetryMilliseconds = 10_000;
const pageSizes = { following: 1_000, once: 2_000 } as const;

export class Lane {
  readonly #consumers: Set<Consumer>;
  readonly #requests = new Subject<Job>();
  readonly #joined = new Subject<void>();
  readonly #ended = new Subject<void>();
  /** Something was handled or stored: what still waits may have to be stored soon. */
  readonly #handled = new Subject<void>();
  /** Everything up to here was shown. */
  #position: Position = beginning;
  #failures = 0;
  #halted = false;
  #live = false;

  constructor(
    private readonly options: LaneOptions,
    consumers: readonly Consumer[],
  ) {
    this.#consumers = new Set(consumers);
  }

  /** Reads until the signal stops it, or `once` until the log ends or an event is unknown. What was handled is stored. */
  async run(): Promise<LaneEnd> {
    if (this.#isStopped()) return 'stopped';
    const stopped = fromEvent(this.options.signal, 'abort').pipe(take(1));
    const jobs = merge(this.#pages(), this.#requests);
    // Jobs that were taken on are done before this ends; pages that wait come to nothing.
    const work = jobs.pipe(
      takeUntil(merge(stopped, this.#ended)),
      concatMap((job) => job()),
    );
    await lastValueFrom(work.pipe(defaultIfEmpty(undefined)));
    await this.#flushIfPossible();
    if (this.#isStopped()) return 'stopped';
    return this.#halted ? 'halted' : 'done';
  }

  #isStopped(): boolean {
    return this.options.signal.aborted;
  }

  /** Takes a consumer on, after showing it what the others have seen already. */
  join(consumer: Consumer): Promise<void> {
    return this.between(async () => {
      if (this.#consumers.size > 0) await this.#catchUp(consumer);
      this.#consumers.add(consumer);
      if (this.#live) this.options.onLive?.([consumer]);
      this.#joined.next();
    });
  }

  /** Lets a consumer go, as it is: what it has not stored it must not need. */
  leave(consumer: Consumer): Promise<void> {
    return this.between(() => {
      this.#consumers.delete(consumer);
      return Promise.resolve();
    });
  }

  /** Does something while no page is being handled: all consumers stand at one position. */
  between<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isStopped()) return Promise.reject(new Error('The runner was stopped'));
    return new Promise((resolve, reject) => {
      this.#requests.next(() => work().then(resolve, reject));
    });
  }

  #pages(): Observable<Job> {
    const pages = defer(() => {
      this.#position = this.#least();
      const pages = reading({
        open: (signal) => this.#open(signal),
        handle: (page) => this.#handle(page),
        close: () => this.#flush(),
      });
      return this.options.mode === 'once' ? pages : merge(pages, this.#stores());
    }).pipe(retry({ delay: (error: unknown) => this.#recover(error) }));
    const started =
      this.#consumers.size > 0
        ? pages
        : this.#joined.pipe(
            take(1),
            switchMap(() => pages),
          );
    return started.pipe(
      tap({
        complete: () => {
          if (this.options.mode === 'once') this.#ended.next();
        },
      }),
    );
  }

  #least(): Position {
    const positions = [...this.#consumers].map(({ position }) => position);
    return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? beginning);
  }

  #open(signal: AbortSignal): AsyncIterable<LogPage> {
    const { source, mode, until } = this.options;
    const options = {
      pageSize: pageSizes[mode],
      ...(this.#position !== beginning && { after: this.#position }),
    };
    return mode === 'following'
      ? source.subscribe(options, signal)
      : asPages(source.readAll(options), until);
  }

  async #handle({ events, live }: LogPage): Promise<void> {
    const { page, unknown } = decodePage(this.options.codec, events, this.#position, live);
    if (page !== undefined) {
      for (const consumer of this.#consumers) await this.#show(consumer, page);
      this.#position = page.end.position;
    }
    if (unknown !== undefined) throw unknown;
    this.#live = live;
    // What waited for more events need not wait any longer.
    if (live && page === undefined) await this.#flush();
    if (live) this.options.onLive?.(this.#consumers);
    this.#failures = 0;
    this.#handled.next();
  }

  async #show(consumer: Consumer, page: ProjectedPage): Promise<void> {
    if (page.end.position <= consumer.position) return;
    try {
      await consumer.handle(page);
    } catch (error) {
      if (!(error instanceof TouchError)) throw error;
      this.#consumers.delete(consumer);
      this.options.onTrouble?.({ state: 'failed', error, consumers: [consumer] });
      return;
    }
    this.options.onPage?.(consumer, page);
  }

  #recover(error: unknown): Observable<unknown> {
    const { onTrouble } = this.options;
    if (error instanceof UnknownEventError) {
      this.#halted = true;
      onTrouble?.({ state: 'needs-newer-code', error, consumers: this.#consumers });
      return EMPTY;
    }
    onTrouble?.({ state: 'retrying', error, consumers: this.#consumers });
    const delay = firstRetryMilliseconds * 2 ** Math.min(this.#failures++, 10);
    return timer(Math.min(delay, longestRetryMilliseconds));
  }

  async #catchUp(consumer: Consumer): Promise<void> {
    const { source, codec } = this.options;
    const options = {
      pageSize: pageSizes.once,
      ...(consumer.position !== beginning && { after: consumer.position }),
    };
    for await (const { events } of asPages(source.readAll(options), this.#position)) {
      const { page, unknown } = decodePage(codec, events, consumer.position, false);
      if (page !== undefined) await consumer.handle(page);
      // The lane halts there too, and says so.
      if (unknown !== undefined) return;
    }
  }

  async #flush(): Promise<void> {
    for (const consumer of this.#consumers) await consumer.flush?.();
  }

  /** What can not be stored now is handled again, from where the last commit left it. */
  async #flushIfPossible(): Promise<void> {
    try {
      await this.#flush();
    } catch (error) {
      this.options.onTrouble?.({ state: 'retrying', error, consumers: this.#consumers });
    }
  }

  /** Stores what has waited long enough when no page comes; after a failure the reading begins again. */
  #stores(): Observable<Job> {
    return new Observable((subscriber) => {
      const due = this.#handled.pipe(switchMap(() => this.#whenDue()));
      return due.subscribe(() => {
        subscriber.next(() =>
          this.#storeDue().catch((error: unknown) => {
            subscriber.error(error);
          }),
        );
      });
    });
  }

  #whenDue(): Observable<unknown> {
    const wait = Math.min(...[...this.#consumers].map(({ dueIn = Infinity }) => dueIn));
    return wait === Infinity ? EMPTY : timer(wait);
  }

  async #storeDue(): Promise<void> {
    for (const consumer of this.#consumers) {
      if (consumer.dueIn !== 0) continue;
      await consumer.flush?.();
      if (this.#live) this.options.onLive?.([consumer]);
    }
    this.#handled.next();
  }
}

/** Pages up to a position, inclusive. */
async function* asPages(
  pages: AsyncIterable<readonly Recorded[]>,
  until?: Position,
): AsyncGenerator<LogPage> {
  for await (const page of pages) {
    const events = until === undefined ? page : page.filter(({ position }) => position <= until);
    const next = events.at(-1)?.position;
    if (next !== undefined) yield { events, next, live: false };
    if (events.length < page.length) return;
  }
}
