import { randomUUID } from 'node:crypto';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import {
  batchMessage,
  correlationOf,
  writtenOf,
  type BatchAppend,
  type Written,
} from './batch-message.js';
import type { Connection } from './connection.js';
import { faultOf, silent } from './faults.js';

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Waiting {
  /** Absent until it is written. */
  call?: Call;
  readonly resolve: (answer: BatchAppendResp) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One call that carries all appends of this store, opened again when it ends. The client has such a call too, but
 * keeps what waits for it in one map for all clients of the process: one that fails takes the others' appends
 * along, and an answer that comes too late ends the process.
 */
export class AppendCalls {
  readonly #connection: Pick<Connection, 'start'>;
  readonly #waiting = new Map<string, Waiting>();
  #opening: Promise<Call> | undefined;
  #current: Call | undefined;
  #answeredAt = 0;

  constructor(connection: Pick<Connection, 'start'>) {
    this.#connection = connection;
  }

  /**
   * Sends an append once.
   *
   * @throws ConflictError, InvalidAppendError; StoreUnavailableError when its outcome is unknown
   */
  async send(append: BatchAppend, milliseconds: number): Promise<Written> {
    const correlation = randomUUID();
    const sentAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<BatchAppendResp>((resolve, reject) => {
        const waiting: Waiting = { resolve, reject };
        this.#waiting.set(correlation, waiting);
        timer = setTimeout(() => {
          this.#leaveIfSilent(waiting.call, sentAt);
          reject(silent(milliseconds));
        }, milliseconds);
        this.#write(correlation, append).catch(reject);
      });
      return writtenOf(answer, append);
    } catch (error) {
      throw faultOf(error);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(correlation);
    }
  }

  async #write(correlation: string, append: BatchAppend): Promise<void> {
    const call = await this.#open();
    const waiting = this.#waiting.get(correlation);
    // Given up while the call was being opened.
    if (waiting === undefined) return;
    waiting.call = call;
    call.write(batchMessage(correlation, append));
  }

  #open(): Promise<Call> {
    this.#opening ??= this.#connection
      .start('appendToStream', (client, metadata, options) =>
        this.#listen(client.batchAppend(metadata, options)),
      )
      .catch((error: unknown) => {
        this.#opening = undefined;
        throw error;
      });
    return this.#opening;
  }

  #listen(call: Call): Call {
    this.#current = call;
    const ended = (error: Error = new StoreUnavailableError('its server ended the call.')) => {
      this.#leave(call);
      for (const waiting of this.#waiting.values())
        if (waiting.call === call) waiting.reject(error);
    };
    call.on('data', (answer: BatchAppendResp) => {
      this.#answeredAt = performance.now();
      // Nobody waits for what was answered before, or was given up.
      this.#waiting.get(correlationOf(answer))?.resolve(answer);
    });
    call.on('error', ended);
    call.on('end', () => {
      ended();
    });
    return call;
  }

  #leave(call: Call): void {
    if (this.#current !== call) return;
    this.#current = undefined;
    this.#opening = undefined;
  }

  /** A call that answers nobody is ended; what else it carries is sent again over a new one. */
  #leaveIfSilent(call: Call | undefined, since: number): void {
    if (call === undefined || this.#answeredAt >= since) return;
    this.#leave(call);
    call.cancel();
  }
}
