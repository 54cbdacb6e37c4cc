/** Single reads of the server: bounded, drained to their end, and with a time limit of their own. */
import {
  BACKWARDS,
  END,
  FORWARDS,
  type RecordedEvent,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { onLeader, type Connection } from './connection.js';
import { faultOf, isStreamNotFound, silent } from './faults.js';
import type { StartPlace } from './position.js';

export class Reads {
  readonly #connection: Connection;
  readonly #milliseconds: number;

  /** @param milliseconds longest silence of the server */
  constructor(connection: Connection, milliseconds: number) {
    this.#connection = connection;
    this.#milliseconds = milliseconds;
  }

  /** Events of a stream from a revision on; none when it isn't there. @param count at least 1 */
  async stream(stream: string, fromRevision: bigint, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromRevision, maxCount: count, direction: FORWARDS } as const;
    try {
      return await this.#drained(this.#connection.client.readStream(stream, options));
    } catch (error) {
      if (isStreamNotFound(error)) return [];
      throw faultOf(error);
    }
  }

  /** Records of the log from a place on, that one included. @param count at least 1 */
  after(fromPosition: StartPlace, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromPosition, maxCount: count, direction: FORWARDS } as const;
    return this.#drained(this.#connection.client.readAll(options));
  }

  /** Records of the log before a place, or before its end, the last one first. @param count at least 1 */
  before(fromPosition: StartPlace = END, count: number): Promise<RecordedEvent[]> {
    const options = { ...onLeader, fromPosition, maxCount: count, direction: BACKWARDS } as const;
    return this.#drained(this.#connection.client.readAll(options));
  }

  #drained(read: StreamingRead<ResolvedEvent>): Promise<RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // Its stream stays open until it is cancelled, and what it says then is for nobody.
        void read.cancel().catch(() => undefined);
        reject(silent(this.#milliseconds));
      }, this.#milliseconds);
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
