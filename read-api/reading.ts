import type { Caller } from '../commands/dispatch.js';
import type { Reads } from '../http/reads.js';
import type { Collection, Document } from '../projections/read-store.js';
import type { ReadModelName } from '../projections/visibility-rules.js';
import { accessTo, type Access } from '../projections/visibility.js';

/** A read model as one caller may see it. */
export interface Sight<D extends Document> {
  readonly collection: Collection<D>;
  readonly access: Access;
  /** A document without its place in the log, and without what is hidden from the caller. */
  readonly show: (document: D) => object;
}

const withoutPosition = (document: Document): object =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'position'));

export async function sightOf<D extends Document>(
  reads: Reads,
  model: ReadModelName,
  caller: Caller,
): Promise<Sight<D>> {
  const access = accessTo(model, caller);
  const collection = await reads.collection<D>(model, access.queryable);
  return { collection, access, show: (document) => withoutPosition(access.mask(document)) };
}
