/** Single reads of the server: bounded, drained to their end, and with a time limit of their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  type EventStoreDBClient,
  type RecordedEvent,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { onLeader, type Connection } from './connection.js';
import { faultOf, isConnectionLost, isStreamNotFound, silent } from './faults.js';
import { waitAfter, type Limits } from './limits.js';
import type { StartPlace } from './position.js';

type Read = StreamingRead<ResolvedEvent>;

/** How often a read is tried, within a moment. */
const attempts = 3;

export class Reads {
  readonly #connection: Connection;
  readonly #limits: Limits;

  constructor(connection: Connection, limits: Limits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  /** Events of a stream from a revision on; none when it isn't there. @param count at least 1 */
  async stream(stream: string, fromRevision: bigint, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromRevision, maxCount: count, direction: FORWARDS } as const;
    try {
      return await this.#surely((client) => client.readStream(stream, options));
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      throw faultOf(error);
    }
  }

  /** Records of the log from a place on, that one included. @param count at least 1 */
  after(fromPosition: StartPlace, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromPosition, maxCount: count, direction: FORWARDS } as const;
    return this.#surely((client) => client.readAll(options));
  }

  /** Records of the log before a place, or before its end, the last one first. @param count at least 1 */
  before(fromPosition: StartPlace = END, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromPosition, maxCount: count, direction: BACKWARDS } as const;
    return this.#surely((client) => client.readAll(options));
  }

  /** A connection that broke, or led to a server that leads no longer, is only noticed by using it. */
  async #surely(read: (client: EventStoreDBClient) => Read): Promise<RecordedEvent[]> {
    for (let failures = 1; ; failures += 1)
      try {
        return await this.#drained(read(this.#connection.client));
      } catch (error) {
        if (failures >= attempts || !isConnectionLost(error)) throw error;
        await sleep(waitAfter(failures, this.#limits));
      }
  }

  #drained(read: Read): Promise<RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    const { callMilliseconds } = this.#limits;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // Its stream stays open until it is cancelled, and what it says then is for nobody.
        void read.cancel().catch(() => undefined);
        reject(silent(callMilliseconds));
      }, callMilliseconds);
      read.on('data', ({ event }: ResolvedEvent) => {
        if (event !== undefined) found.push(event);
        timer.refresh();
      });
      read.on('end', () => {
        clearTimeout(timer);
        resolve(found);
      });
      read.on('error', (error: Error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
  }
}
