import type { Caller } from '../commands/dispatch.js';
import type { Collection, Document } from '../projections/read-store.js';
import type { ReadModelName } from '../projections/visibility-rules.js';
import { accessTo, type Access } from '../projections/visibility.js';
import { VisibleCollection } from '../projections/visible-collection.js';
import type { Reads } from './reads.js';

/** A read model as one caller may see it. */
export interface Sight<D extends Document> {
  /** Only what the caller may see: no query of it needs a further restriction. */
  readonly collection: Collection<D>;
  readonly access: Access;
  /** A document without its place in the log, and without what is hidden from the caller. */
  readonly show: (document: D) => object;
}

const withoutPosition = (document: Document): object =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'position'));

/** The one way from a caller to documents. */
export async function sightOf<D extends Document>(
  reads: Reads,
  model: ReadModelName,
  caller: Caller,
): Promise<Sight<D>> {
  const access = accessTo(model, caller);
  const { collection, definition } = await reads.serving<D>(model);
  return {
    collection: new VisibleCollection(collection, definition, access),
    access,
    show: (document) => withoutPosition(access.mask(document)),
  };
}
