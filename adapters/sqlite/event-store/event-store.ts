import { statSync } from 'node:fs';
import type { Appended, EventReader, EventStore } from '../../../commands/event-store.js';
import { StoreDamagedError } from '../../../domain/kernel/faults.js';
import { epochMilliseconds, type Instant } from '../../../domain/kernel/instant.js';
import { prepareAppend } from '../../event-store/prepare-append.js';
import { restoreBackup, tellingDamage } from '../damage/index.js';
import { openDatabase } from '../driver.js';
import { acquireLock, type Lock } from '../lock.js';
import { openSqliteEventReader } from './event-reader.js';
import { prepareLog } from './format.js';
import { WriterClient, type WriterClientOptions, type WriterStatistics } from './writer-client.js';

export interface SqliteEventStoreOptions extends WriterClientOptions {
  /** The file of the log; made when missing, in a directory that exists. */
  readonly path: string;
  /** When an event is taken. */
  readonly now: () => Instant;
  /** How long a flush waits for a file that somebody else holds; 5,000 by default. */
  readonly busyMilliseconds?: number;
}

export interface SqliteEventStore extends EventStore {
  /** What went wrong with the last flush, or that answers do not come in time; undefined when all is well. */
  trouble(): string | undefined;
  statistics(): WriterStatistics;
}

const defaultBusyMilliseconds = 5_000;

/**
 * Opens a log for writing and reading; no other process may write to it meanwhile.
 *
 * @throws StoreLockedError when somebody writes to it, StoreFormatError when the file is no log,
 *   StoreDamagedError when it is not as it was written.
 * @example
 * const store = await openSqliteEventStore({ path: 'data/events.db', now });
 * await store.append(stream, events, 'none');
 */
export async function openSqliteEventStore(
  options: SqliteEventStoreOptions,
): Promise<SqliteEventStore> {
  const { path, busyMilliseconds = defaultBusyMilliseconds } = options;
  const lock = acquireLock(`${path}.lock`, path);
  try {
    tellingDamage(path, restoreBackup, () => {
      makeLog(path);
    });
    const reader = openSqliteEventReader(path);
    const writer = await WriterClient.start({ path, busyMilliseconds }, options);
    return new WritingStore(reader, writer, lock, options.now);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeLog(path: string): void {
  refuseTorn(path);
  const connection = openDatabase(path);
  try {
    prepareLog(connection, path);
  } finally {
    connection.close();
  }
}

/** Where the file is gone and its journal is not, a new log would wipe what the journal holds. */
function refuseTorn(path: string): void {
  if (sizeOf(path) === 0 && sizeOf(`${path}-wal`) > 0)
    throw new StoreDamagedError(path, `it is empty, and ${path}-wal is not`, restoreBackup);
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

class WritingStore implements SqliteEventStore {
  readonly #reader: EventReader;
  readonly #writer: WriterClient;
  readonly #lock: Lock;
  readonly #now: () => Instant;

  constructor(reader: EventReader, writer: WriterClient, lock: Lock, now: () => Instant) {
    this.#reader = reader;
    this.#writer = writer;
    this.#lock = lock;
    this.#now = now;
  }

  append(
    ...[stream, events, expected, copied]: Parameters<EventStore['append']>
  ): Promise<Appended> {
    return new Promise((resolve) => {
      const prepared = prepareAppend(stream, events, expected);
      const written = {
        stream,
        expected: expected === 'none' ? -1 : Number(expected),
        at: epochMilliseconds(copied?.recordedAt ?? this.#now()),
        texts: prepared.events.flatMap(({ id, type, data, meta }) => [id, type, data, meta]),
      };
      resolve(this.#writer.append({ stream, expected, bytes: prepared.bytes, written }));
    });
  }

  read(...read: Parameters<EventStore['read']>) {
    return this.#reader.read(...read);
  }

  readAll(...read: Parameters<EventStore['readAll']>) {
    return this.#reader.readAll(...read);
  }

  subscribe(...subscribe: Parameters<EventStore['subscribe']>) {
    return this.#reader.subscribe(...subscribe);
  }

  head() {
    return this.#reader.head();
  }

  identity() {
    return this.#reader.identity();
  }

  trouble(): string | undefined {
    return this.#writer.trouble();
  }

  statistics(): WriterStatistics {
    return this.#writer.statistics();
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#reader.close();
    this.#lock.release();
  }
}
