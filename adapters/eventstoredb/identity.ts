import { randomUUID } from 'node:crypto';
import type { LogId } from '../../commands/event-store.js';
import { ConflictError, StoreFormatError } from '../../domain/kernel/faults.js';
import type { EventId, StreamName } from '../../domain/kernel/ids.js';
import type { Appender } from './appender.js';
import type { Reads } from './reads.js';
import { identityStream } from './records.js';

const type = 'log.identified.v1';

/** The identity of a log, in a stream of its own that whoever comes first writes; the others read it. */
export class Identity {
  readonly #reads: Pick<Reads, 'stream'>;
  readonly #appender: Pick<Appender, 'append'>;
  #known: LogId | undefined;

  constructor(reads: Pick<Reads, 'stream'>, appender: Pick<Appender, 'append'>) {
    this.#reads = reads;
    this.#appender = appender;
  }

  async get(): Promise<LogId> {
    this.#known ??= (await this.#stored()) ?? (await this.#written());
    return this.#known;
  }

  async #stored(): Promise<LogId | undefined> {
    const [event] = await this.#reads.stream(identityStream, 0n, 1);
    if (event === undefined) return undefined;
    const { log } = event.data as { readonly log?: unknown };
    if (event.type === type && typeof log === 'string') return log;
    throw new StoreFormatError('the event log', `${identityStream} holds no identity of it.`);
  }

  async #written(): Promise<LogId> {
    const log = randomUUID();
    const id = randomUUID() as EventId;
    const event = { id, type, data: JSON.stringify({ log }), meta: '{}' };
    try {
      const append = { stream: identityStream as StreamName, expected: 'none', events: [event] };
      await this.#appender.append({ ...append, expected: 'none' }, event.data.length);
      return log;
    } catch (error) {
      const winner = error instanceof ConflictError ? await this.#stored() : undefined;
      if (winner === undefined) throw error;
      return winner;
    }
  }
}
