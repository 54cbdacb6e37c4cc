import { BroadcastChannel } from 'node:worker_threads';
import {
  beginning,
  type EventReader,
  type Page,
  type ReadAllOptions,
  type ReadOptions,
  type SubscribeOptions,
} from '../../../commands/event-store.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { Fault, StoreUnavailableError } from '../../../domain/kernel/faults.js';
import type { Position, StreamName } from '../../../domain/kernel/ids.js';
import { checkedLimit, checkedPageSize, pages } from '../../event-store/pages.js';
import { subscription } from '../../event-store/subscription.js';
import { Wake } from '../../event-store/wake.js';
import { restoreBackup, tellingDamage } from '../damage/index.js';
import { openDatabase, type Connection } from '../driver.js';
import { identityOf, isUnmade, tuneReader, verifyLog } from './format.js';
import { LogReader } from './log-reader.js';
import { channelOf } from './messages.js';

/** Writers of this process announce what they wrote; those of another are only seen by looking. */
const pollMilliseconds = 100;

/**
 * Opens a log for reading, in any thread or process on the machine of its writer.
 *
 * @throws StoreUnavailableError when there is no log, StoreFormatError when the file is none,
 *   StoreDamagedError when it is not as it was written.
 * @example
 * const reader = openSqliteEventReader('data/events.db');
 * for await (const page of reader.readAll()) count += page.length;
 */
export function openSqliteEventReader(path: string): EventReader {
  const connection = openForReading(path);
  try {
    return tellingDamage(path, restoreBackup, () => {
      if (isUnmade(connection)) throw notThere(path);
      verifyLog(connection, path);
      tuneReader(connection);
      return new SqliteEventReader(connection, path);
    });
  } catch (error) {
    connection.close();
    throw error;
  }
}

function openForReading(path: string): Connection {
  try {
    return openDatabase(path, { readonly: true });
  } catch (error) {
    throw notThere(path, { cause: error });
  }
}

const notThere = (path: string, options?: ErrorOptions): StoreUnavailableError =>
  new StoreUnavailableError(
    `no event log can be opened at ${path}. Start the process that writes it first.`,
    options,
  );

class SqliteEventReader implements EventReader {
  readonly #connection: Connection;
  readonly #log: LogReader;
  readonly #identity: string;
  readonly #grown = new Wake();
  #channel: BroadcastChannel | undefined;
  #closed = false;

  constructor(
    connection: Connection,
    private readonly path: string,
  ) {
    this.#connection = connection;
    this.#log = new LogReader(connection);
    this.#identity = identityOf(connection);
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<readonly Recorded[]> {
    let from = checkedRevision(options.from);
    yield* pages(checkedLimit(options.limit), checkedPageSize(), (count) => {
      const events = this.#ask(() => this.#log.stream(stream, from, count));
      from += BigInt(events.length);
      return events;
    });
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly Recorded[]> {
    const backwards = options.direction === 'backwards';
    let after = options.after;
    yield* pages(checkedLimit(options.limit), checkedPageSize(options.pageSize), (count) => {
      const events = this.#ask(() =>
        backwards ? this.#log.before(after, count) : this.#log.after(after ?? beginning, count),
      );
      after = events.at(-1)?.position ?? after;
      return events;
    });
  }

  subscribe(options: SubscribeOptions, signal: AbortSignal): AsyncIterable<Page> {
    this.#listen();
    const log = {
      pageAfter: (after: Position, count: number) => this.#ask(() => this.#log.after(after, count)),
      changed: this.#grown,
      isClosed: () => this.#closed,
      pollMilliseconds,
    };
    return subscription(log, options, signal);
  }

  head(): Promise<Position> {
    return this.#answer(() => this.#log.head());
  }

  identity(): Promise<string> {
    return this.#answer(() => this.#identity);
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#grown.notify();
      this.#channel?.close();
      this.#connection.close();
    }
    return Promise.resolve();
  }

  #listen(): void {
    if (this.#channel !== undefined || this.#closed) return;
    this.#channel = new BroadcastChannel(channelOf(this.#identity));
    this.#channel.unref();
    this.#channel.onmessage = () => {
      this.#grown.notify();
    };
  }

  #answer<T>(query: () => T): Promise<T> {
    return new Promise((resolve) => {
      resolve(this.#ask(query));
    });
  }

  #ask<T>(query: () => T): T {
    if (this.#closed) throw new StoreUnavailableError('it is closed.');
    try {
      return tellingDamage(this.path, restoreBackup, query);
    } catch (error) {
      if (error instanceof Fault || error instanceof RangeError) throw error;
      throw new StoreUnavailableError('the log can not be read.', { cause: error });
    }
  }
}

// Any bigint may be asked for, SQLite compares up to 64 bits.
const pastEveryRevision = 2n ** 53n;

function checkedRevision(from = 0n): bigint {
  if (from < 0n) throw new RangeError(`${from} is no revision.`);
  return from < pastEveryRevision ? from : pastEveryRevision;
}
