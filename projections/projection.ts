import type { DomainEvent } from '../domain/kernel/decider.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import type { CollectionDefinition, Document } from './read-store.js';

/** A stored event in its newest version, as projections see it. */
export type ProjectedEvent = Omit<Recorded, 'type' | 'data'> & DomainEvent;

/** A document before the runner adds its id and position. */
export type Body<D extends Document> = Omit<D, keyof Document>;

/**
 * A read model as data. `evolve` sees nothing but the event and its document, so that documents can be
 * folded in any grouping of pages, rebuilt, and re-folded one by one.
 * Methods, not function properties, so that projections of different documents fit one list.
 */
export interface Projection<D extends Document = Document> {
  readonly name: string;
  readonly version: number;
  readonly collection: CollectionDefinition;
  /** Ids of the documents this event changes; none for most. */
  touches(event: ProjectedEvent): readonly string[];
  /** The document after the event; undefined deletes it. */
  evolve(document: Body<D> | undefined, event: ProjectedEvent, id: string): Body<D> | undefined;
}

/** A read model whose kind of document does not matter: what the runner drives. */
export interface AnyProjection extends Omit<Projection, 'evolve'> {
  readonly evolve: (document: never, event: ProjectedEvent, id: string) => object | undefined;
}
