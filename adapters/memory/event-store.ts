import { randomUUID } from 'node:crypto';
import {
  beginning,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type ReadAllOptions,
  type ReadOptions,
} from '../../commands/event-store.js';
import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import { ConflictError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Position, StreamName } from '../../domain/kernel/ids.js';
import { latest, type Instant } from '../../domain/kernel/instant.js';
import { foreignPosition } from '../event-store/foreign-position.js';
import { checkedLimit, checkedPageSize, pages } from '../event-store/pages.js';
import { prepareAppend, type PreparedEvent } from '../event-store/prepare-append.js';
import { subscription } from '../event-store/subscription.js';
import { Wake } from '../event-store/wake.js';
import { frozenJson } from './frozen-json.js';

export interface MemoryEventStoreOptions {
  readonly now: () => Instant;
}

// Positions of other stores have gaps; nobody may come to rely on the next one being one more.
const positionStep = 7;
const positionWidth = 16;

/** A log in memory, gone with the process: for simulation and tests. */
export function createMemoryEventStore(options: MemoryEventStoreOptions): EventStore {
  return new MemoryEventStore(options.now);
}

class MemoryEventStore implements EventStore {
  readonly #log: Recorded[] = [];
  readonly #streams = new Map<StreamName, Recorded[]>();
  readonly #changed = new Wake();
  readonly #identity = randomUUID();
  readonly #now: () => Instant;
  #closed = false;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  append(...[stream, events, expected, copied]: Parameters<EventStore['append']>) {
    const at = copied?.recordedAt ?? this.#now();
    return this.#answer(() => this.#append(stream, events, expected, at));
  }

  #append(
    stream: StreamName,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    at: Instant,
  ): Appended {
    const prepared = prepareAppend(stream, events, expected);
    const stored = this.#streams.get(stream) ?? [];
    const from = expected === 'none' ? 0 : Number(expected) + 1;
    if (from === stored.length) return this.#write(stream, prepared.events, at);
    const repeated = prepared.events.every((event, index) => stored[from + index]?.id === event.id);
    const last = stored[from + prepared.events.length - 1];
    if (repeated && last !== undefined) return appended(last);
    throw new ConflictError(stream, expected, stored.at(-1)?.revision ?? 'none');
  }

  #write(stream: StreamName, events: readonly PreparedEvent[], at: Instant): Appended {
    const stored = this.#streams.get(stream) ?? [];
    const recordedAt = latest(at, this.#log.at(-1)?.recordedAt ?? ('' as Instant));
    let last: Recorded | undefined;
    for (const event of events) {
      last = recorded(event, {
        stream,
        revision: BigInt(stored.length),
        position: positionOf(this.#log.length),
        recordedAt,
      });
      stored.push(last);
      this.#log.push(last);
    }
    this.#streams.set(stream, stored);
    this.#changed.notify();
    if (last === undefined) throw new RangeError('An append without events');
    return appended(last);
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<readonly Recorded[]> {
    let from = checkedRevision(options.from);
    yield* pages(checkedLimit(options.limit), checkedPageSize(), (count) => {
      this.#assertOpen();
      const events = (this.#streams.get(stream) ?? []).slice(from, from + count);
      from += events.length;
      return events;
    });
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly Recorded[]> {
    const backwards = options.direction === 'backwards';
    let after = options.after;
    yield* pages(checkedLimit(options.limit), checkedPageSize(options.pageSize), (count) => {
      this.#assertOpen();
      const events = backwards ? this.#pageBefore(after, count) : this.#pageAfter(after, count);
      after = events.at(-1)?.position ?? after;
      return events;
    });
  }

  subscribe(...[options, signal]: Parameters<EventStore['subscribe']>) {
    const log = {
      pageAfter: (after: Position, count: number) => this.#pageAfter(after, count),
      changed: this.#changed,
      isClosed: () => this.#closed,
    };
    return subscription(log, options, signal);
  }

  head(): Promise<Position> {
    return this.#answer(() => this.#log.at(-1)?.position ?? beginning);
  }

  identity(): Promise<string> {
    return this.#answer(() => this.#identity);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#changed.notify();
    return Promise.resolve();
  }

  #pageAfter(after: Position = beginning, count: number): readonly Recorded[] {
    const from = this.#indexAfter(after);
    return this.#log.slice(from, from + count);
  }

  #pageBefore(before: Position | undefined, count: number): readonly Recorded[] {
    const end = before === undefined ? this.#log.length : Math.max(0, this.#indexAfter(before) - 1);
    return this.#log.slice(Math.max(0, end - count), end).reverse();
  }

  #indexAfter(position: Position): number {
    const index = indexAfter(position);
    if (index > this.#log.length) throw foreignPosition(position);
    return index;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailableError('it is closed.');
  }

  #answer<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.#assertOpen();
      resolve(work());
    });
  }
}

const positionOf = (index: number): Position =>
  String((index + 1) * positionStep).padStart(positionWidth, '0') as Position;

/** Index of the first event after a position. @throws RangeError for a position of another store. */
function indexAfter(position: Position): number {
  if (position !== beginning && !/^\d{16}$/.test(position)) throw foreignPosition(position);
  return Math.floor(Number(position) / positionStep);
}

function checkedRevision(from = 0n): number {
  if (from < 0n) throw new RangeError(`${from} is no revision.`);
  return Number(from);
}

const appended = ({ revision, position }: Recorded): Appended => ({ revision, position });

function recorded(
  event: PreparedEvent,
  place: Pick<Recorded, 'stream' | 'revision' | 'position' | 'recordedAt'>,
): Recorded {
  const { id, type, data, meta } = event;
  const values = frozenJson(`{"data":${data},"meta":${meta}}`) as Pick<Recorded, 'data' | 'meta'>;
  return Object.freeze({ ...place, id, type, ...values });
}
