import { QueryBusyError, QueryTimeoutError } from '../../../../domain/kernel/faults.js';
import { versionOf } from '../../../../projections/query/definition.js';
import type { CollectionDefinition } from '../../../../projections/read-store.js';
import type { Host, StartHost } from './hosts.js';
import { errorOf, type About, type Operation, type Reply } from './protocol.js';

export interface PoolOptions {
  readonly path: string;
  readonly start: StartHost;
  /** Queries that run at once. */
  readonly size: number;
  /** After which a query is given up. */
  readonly timeoutMilliseconds: number;
  /** Queries that may wait. */
  readonly queue: number;
}

/** What is asked, and of which collection. */
export interface Question {
  readonly operation: Operation;
  readonly of?: CollectionDefinition;
  readonly input: readonly unknown[];
}

interface Call extends Question {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly queuedAt: number;
}

/** Readers that were given up and have not ended yet; as many again may run beside them. */
const maxGivenUp = 2;

/** Hands queries to readers, one at a time to each; readers are started when they are needed. */
export class ReaderPool {
  readonly #idle: Seat[] = [];
  readonly #seats = new Set<Seat>();
  readonly #waiting: Call[] = [];
  readonly #givenUp = new Set<Seat>();
  #closed = false;

  constructor(private readonly options: PoolOptions) {}

  ask<T>(question: Question): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The read store is closed'));
    if (this.#waiting.length >= this.options.queue) return Promise.reject(new QueryBusyError());
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ ...question, resolve, reject, queuedAt: Date.now() });
      this.#next();
    }) as Promise<T>;
  }

  /** Waits for the queries that run; those that wait are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#waiting.splice(0)) call.reject(new QueryBusyError());
    const seats = [...this.#seats, ...this.#givenUp];
    for (const seat of seats) seat.endWhenIdle();
    await Promise.all(seats.map(({ host }) => host.ended));
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const seat = this.#idle.pop() ?? this.#more();
      if (seat === undefined) return;
      const call = this.#waiting.shift();
      if (call === undefined) return;
      if (Date.now() - call.queuedAt > this.options.timeoutMilliseconds) {
        this.#idle.push(seat);
        call.reject(new QueryBusyError());
      } else this.#run(seat, call);
    }
  }

  #run(seat: Seat, call: Call): void {
    const { timeoutMilliseconds } = this.options;
    seat.run(call, timeoutMilliseconds, (reusable) => {
      if (reusable && this.#seats.has(seat) && !this.#closed) this.#idle.push(seat);
      if (!reusable) this.#giveUp(seat);
      this.#next();
    });
  }

  #more(): Seat | undefined {
    if (this.#seats.size >= this.options.size || this.#givenUp.size >= maxGivenUp) return undefined;
    const seat = new Seat(this.options, () => {
      this.#forget(seat);
      this.#next();
    });
    this.#seats.add(seat);
    return seat;
  }

  #giveUp(seat: Seat): void {
    if (!this.#seats.delete(seat)) return;
    this.#givenUp.add(seat);
    seat.host.end();
  }

  #forget(seat: Seat): void {
    this.#seats.delete(seat);
    this.#givenUp.delete(seat);
    const index = this.#idle.indexOf(seat);
    if (index !== -1) this.#idle.splice(index, 1);
  }
}

/** One reader and the query it is at. */
class Seat {
  readonly host: Host;
  #number = 0;
  /** Definitions that its reader knows. */
  readonly #told = new Map<string, CollectionDefinition>();
  #end: ((settle: () => void, reusable: boolean) => void) | undefined;
  #call: Call | undefined;
  #closing = false;

  constructor({ path, start }: PoolOptions, onEnd: () => void) {
    this.host = start(path, {
      onReply: (reply) => {
        this.#reply(reply);
      },
      onEnd: (cause) => {
        const error = new Error(`A reader ended: ${cause?.message ?? 'unexpectedly'}`);
        this.#end?.(() => this.#call?.reject(error), false);
        onEnd();
      },
    });
  }

  run(call: Call, timeoutMilliseconds: number, done: (reusable: boolean) => void): void {
    const timer = setTimeout(() => {
      this.#end?.(() => {
        call.reject(new QueryTimeoutError(timeoutMilliseconds));
      }, false);
    }, timeoutMilliseconds);
    this.#call = call;
    this.#end = (settle, reusable) => {
      clearTimeout(timer);
      this.#end = undefined;
      settle();
      done(reusable);
      if (this.#closing) this.host.end();
    };
    const { operation, of, input } = call;
    this.host.send({ id: ++this.#number, operation, input, ...(of && { about: this.#about(of) }) });
  }

  #about(definition: CollectionDefinition): About {
    const version = Object.values(versionOf(definition)).join(' ');
    if (this.#told.get(version) === definition) return { version };
    this.#told.set(version, definition);
    return { version, definition };
  }

  endWhenIdle(): void {
    this.#closing = true;
    if (this.#end === undefined) this.host.end();
  }

  #reply(reply: Reply): void {
    const call = this.#call;
    if (reply.id !== this.#number || call === undefined) return;
    this.#end?.(() => {
      if ('value' in reply) call.resolve(reply.value);
      else call.reject(errorOf(reply.failure));
    }, true);
  }
}
