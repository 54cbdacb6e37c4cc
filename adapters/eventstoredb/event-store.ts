import {
  beginning,
  type Appended,
  type Copied,
  type EventStore,
  type ReadAllOptions,
  type ReadOptions,
} from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Position, Revision, StreamName } from '../../domain/kernel/ids.js';
import { checkedLimit, checkedPageSize } from '../event-store/pages.js';
import { prepareAppend, type PreparedEvent } from '../event-store/prepare-append.js';
import { AppendCalls } from './append-calls.js';
import { Appender } from './appender.js';
import { Connection } from './connection.js';
import { Identity } from './identity.js';
import { defaultLimits, type Limits } from './limits.js';
import { liveEvents } from './live-events.js';
import { LogPages } from './log-pages.js';
import { pagesAhead } from './pages-ahead.js';
import { positionOf } from './position.js';
import { Reads } from './reads.js';
import { copiedMeta, recordedOf } from './records.js';
import { resuming } from './resuming.js';
import { deadlineIn } from './url.js';

export interface EventStoreDbOptions {
  /**
   * `esdb://user:password@host:2113?tlsCAFile=ca.crt`, several hosts for a cluster. The user must be allowed to
   * read `$all`.
   */
  readonly url: string;
  readonly limits?: Partial<Limits>;
  /** When a subscription could not go on more than once in a row. */
  readonly onTrouble?: (error: unknown, failures: number) => void;
}

/**
 * A log on EventStoreDB 22.6 or newer that nothing but Charter writes to. It connects when it is first used.
 *
 * @throws StoreFormatError when the address is none
 * @example
 * const store = openEventStoreDb({ url: 'esdb://127.0.0.1:2113?tls=false' });
 * await store.append(stream, events, 'none');
 */
export const openEventStoreDb = (options: EventStoreDbOptions): EventStore =>
  new EventStoreDb(options);

const copiedFrom = (
  events: readonly PreparedEvent[],
  copied: Copied | undefined,
): readonly PreparedEvent[] =>
  copied === undefined
    ? events
    : events.map((event) => ({ ...event, meta: copiedMeta(event.meta, copied.recordedAt) }));

class EventStoreDb implements EventStore {
  readonly #connection: Connection;
  readonly #limits: Limits;
  readonly #reads: Reads;
  readonly #log: LogPages;
  readonly #appender: Appender;
  readonly #identity: Identity;
  readonly #onTrouble: (error: unknown, failures: number) => void;
  readonly #closing = new AbortController();
  /** Position of an event, not always the last: where looking for the last may stop. */
  #floor = beginning;

  constructor({ url, limits, onTrouble = () => undefined }: EventStoreDbOptions) {
    this.#connection = new Connection(url);
    const callMilliseconds = deadlineIn(url) ?? defaultLimits.callMilliseconds;
    this.#limits = { ...defaultLimits, callMilliseconds, ...limits };
    this.#reads = new Reads(this.#connection, this.#limits);
    this.#log = new LogPages(this.#reads);
    this.#appender = new Appender(new AppendCalls(this.#connection), this.#limits);
    this.#identity = new Identity(this.#reads, this.#appender);
    this.#onTrouble = onTrouble;
  }

  async append(
    ...[stream, events, expected, copied]: Parameters<EventStore['append']>
  ): Promise<Appended> {
    const prepared = prepareAppend(stream, events, expected);
    this.#assertOpen();
    const append = { stream, expected, events: copiedFrom(prepared.events, copied) };
    const { revision, position } = await this.#appender.append(append, prepared.bytes);
    const at = position ?? (await this.#positionOf(stream, revision));
    if (at > this.#floor) this.#floor = at;
    return { revision, position: at };
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<readonly Recorded[]> {
    let from = checkedRevision(options.from);
    yield* pagesAhead(checkedLimit(options.limit), checkedPageSize(), async (count) => {
      this.#assertOpen();
      const events = await this.#reads.stream(stream, from, count);
      from += BigInt(events.length);
      return events.map(recordedOf);
    });
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly Recorded[]> {
    const backwards = options.direction === 'backwards';
    let after = options.after;
    yield* pagesAhead(
      checkedLimit(options.limit),
      checkedPageSize(options.pageSize),
      async (count) => {
        this.#assertOpen();
        const events = backwards
          ? await this.#log.before(after, count)
          : (await this.#log.after(after ?? beginning, count)).events;
        after = events.at(-1)?.position ?? after;
        return events;
      },
    );
  }

  subscribe(...[options, signal]: Parameters<EventStore['subscribe']>) {
    const limits = this.#limits;
    return resuming(
      {
        pageAfter: (after, count) => this.#log.after(after, count),
        live: (after, pageSize, until) =>
          liveEvents(this.#connection, { after, pageSize, limits, signal: until }),
        onTrouble: this.#onTrouble,
        limits,
      },
      options,
      AbortSignal.any([signal, this.#closing.signal]),
    );
  }

  async head(): Promise<Position> {
    this.#assertOpen();
    this.#floor = await this.#log.head(this.#floor);
    return this.#floor;
  }

  identity(): Promise<string> {
    return this.#answer(() => this.#identity.get());
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#appender.drained();
    await this.#connection.close(this.#limits.callMilliseconds);
  }

  /** Where an event is, when the server did not say. */
  async #positionOf(stream: StreamName, revision: Revision): Promise<Position> {
    const [event] = await this.#reads.stream(stream, revision, 1);
    if (event?.position === undefined)
      throw new StoreUnavailableError(`it does not show what it has written to ${stream}.`);
    return positionOf(event.position);
  }

  async #answer<T>(work: () => Promise<T>): Promise<T> {
    this.#assertOpen();
    return work();
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreUnavailableError('it is closed.');
  }
}

// Any bigint may be asked for, the server takes 64 bits.
const pastEveryRevision = 2n ** 53n;

function checkedRevision(from = 0n): bigint {
  if (from < 0n) throw new RangeError(`${from} is no revision.`);
  return from < pastEveryRevision ? from : pastEveryRevision;
}
