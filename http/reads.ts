import type { Codec } from '../domain/kernel/codec.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import type { Position, StreamName } from '../domain/kernel/ids.js';
import type { Instant } from '../domain/kernel/instant.js';
import type { Collection, CollectionDefinition, Document } from '../projections/read-store.js';
import type { ReadModelName } from '../projections/visibility-rules.js';

export interface Serving<D extends Document> {
  readonly collection: Collection<D>;
  readonly definition: CollectionDefinition;
}

/** What pages and the read API read from. */
export interface Reads {
  /** The version of a read model that serves now, without restrictions: `sightOf` gives what a caller may see. */
  serving<D extends Document>(model: ReadModelName): Promise<Serving<D>>;
  /** A whole stream; empty when there is none. */
  stream(stream: StreamName): Promise<readonly Recorded[]>;
  readonly codec: Codec;
  /** Whether every read model that serves has folded the event at this position, waiting for it up to `milliseconds`. */
  reached(position: Position, milliseconds: number): Promise<boolean>;
  now(): Instant;
}
