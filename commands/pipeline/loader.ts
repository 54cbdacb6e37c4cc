import { LRUCache } from 'lru-cache';
import type { Codec } from '../../domain/kernel/codec.js';
import type { Decider, DomainEvent } from '../../domain/kernel/decider.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { CommandId, Position, Revision, StreamName } from '../../domain/kernel/ids.js';
import { tellerOf } from '../../domain/kernel/teller.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Json } from '../../domain/kernel/json.js';
import type { EventReader } from '../event-store.js';
import type { Sealer } from '../ports/sealer.js';
import type { Request } from './aggregate.js';

/** What a command left in its stream. */
export interface Known {
  /** Of its last event. */
  readonly revision: Revision;
  readonly position: Position;
  /** Of its body. */
  readonly hash: string;
}

/** The end of a stream that exists. */
export interface Tip {
  readonly revision: Revision;
  readonly position: Position;
  readonly occurredAt: Instant;
}

/** A folded stream. It moves on as events are appended; the states it has held never change. */
export interface Entry<State> {
  state: State;
  /** Absent while the stream does not exist. */
  tip: Tip | undefined;
  readonly commands: Map<CommandId, Known>;
  /** When it was last known to be the whole stream, in milliseconds of a clock that only goes on. */
  checkedAt: number;
}

/** How often folded streams were found in memory since the process began, and how many are there now. */
export interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
  readonly held: number;
}

export interface Loader<State> {
  readonly counts: CacheCounts;
  /** The folded stream if it is in memory; it may be behind. */
  cached(stream: StreamName): Entry<State> | undefined;
  /** Folds the stream as it is stored now. @throws UnknownEventError, StoreUnavailableError */
  load(stream: StreamName): Promise<Entry<State>>;
  /** Folds what has been appended since; says whether there was anything. */
  refresh(stream: StreamName, entry: Entry<State>): Promise<boolean>;
  /** Keeps an entry whose stream has just been appended to by this process. */
  keep(stream: StreamName, entry: Entry<State>): void;
  drop(stream: StreamName): void;
}

export interface LoaderParts<State, Event extends DomainEvent> {
  readonly store: EventReader;
  readonly codec: Codec;
  readonly sealer: Sealer;
  readonly decider: Pick<Decider<State, never, Event, never>, 'initialState' | 'evolve'>;
  /** Most streams kept in memory. */
  readonly cacheSize: number;
  readonly monotonic: () => number;
}

const tipOf = ({ revision, position, meta }: Recorded): Tip => ({
  revision,
  position,
  occurredAt: meta.occurredAt,
});

const knownOf = ({ revision, position, meta }: Recorded): Known => ({
  revision,
  position,
  hash: meta.commandHash,
});

/** Reads streams, folds them beside the commands they hold, and keeps the most used in memory. */
export const createLoader = <State, Event extends DomainEvent>(
  parts: LoaderParts<State, Event>,
): Loader<State> => new StreamLoader(parts);

class StreamLoader<State, Event extends DomainEvent> implements Loader<State> {
  readonly #parts: LoaderParts<State, Event>;
  readonly #cache: LRUCache<StreamName, Entry<State>>;
  #hits = 0;
  #misses = 0;

  constructor(parts: LoaderParts<State, Event>) {
    this.#parts = parts;
    this.#cache = new LRUCache({ max: parts.cacheSize });
  }

  get counts(): CacheCounts {
    return { hits: this.#hits, misses: this.#misses, held: this.#cache.size };
  }

  cached(stream: StreamName): Entry<State> | undefined {
    const found = this.#cache.get(stream);
    if (found === undefined) this.#misses += 1;
    else this.#hits += 1;
    return found;
  }

  async load(stream: StreamName): Promise<Entry<State>> {
    const entry: Entry<State> = {
      state: this.#parts.decider.initialState,
      tip: undefined,
      commands: new Map(),
      checkedAt: 0,
    };
    await this.refresh(stream, entry);
    this.keep(stream, entry);
    return entry;
  }

  async refresh(stream: StreamName, entry: Entry<State>): Promise<boolean> {
    const began = this.#parts.monotonic();
    const from = entry.tip === undefined ? 0n : entry.tip.revision + 1n;
    let moved = false;
    for await (const events of this.#parts.store.read(stream, { from }))
      for (const recorded of events) {
        this.#apply(entry, recorded, await this.#opened(recorded));
        moved = true;
      }
    entry.checkedAt = began;
    return moved;
  }

  keep(stream: StreamName, entry: Entry<State>): void {
    const other = this.#cache.get(stream);
    if (entry.tip === undefined || other === entry) return;
    if (other?.tip === undefined || other.tip.revision <= entry.tip.revision)
      this.#cache.set(stream, entry);
  }

  drop(stream: StreamName): void {
    this.#cache.delete(stream);
  }

  async #opened(recorded: Recorded): Promise<DomainEvent | undefined> {
    const { codec, sealer } = this.#parts;
    const event = codec.decode(recorded);
    if (event === undefined) return undefined;
    const fields = codec.personal(event, tellerOf(recorded.meta.actor, recorded.stream));
    if (fields.length === 0) return event;
    // What the log held is JSON, and upcasters are pure functions from JSON to JSON.
    return { type: event.type, data: await sealer.open(event.data as Json, fields) };
  }

  // Two readers may refresh one entry at once: each event is folded by whoever comes first.
  #apply(entry: Entry<State>, recorded: Recorded, event: DomainEvent | undefined): void {
    if (entry.tip !== undefined && recorded.revision <= entry.tip.revision) return;
    if (event !== undefined)
      // The codec gives back what this aggregate's own events were written as.
      entry.state = this.#parts.decider.evolve(entry.state, event as Event, recorded.meta);
    entry.tip = tipOf(recorded);
    entry.commands.set(recorded.meta.commandId, knownOf(recorded));
  }
}

/** Moves an entry on past events that this process has appended. */
export function advance<State>(
  entry: Entry<State>,
  state: State,
  tip: Tip,
  { commandId, hash }: Pick<Request<unknown>, 'commandId' | 'hash'>,
): void {
  const { revision, position } = tip;
  entry.commands.set(commandId, { revision, position, hash });
  // Another reader of the same entry may have folded them already, and more.
  if (entry.tip !== undefined && entry.tip.revision >= tip.revision) return;
  entry.state = state;
  entry.tip = tip;
}
