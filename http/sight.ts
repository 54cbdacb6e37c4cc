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
  /** A document by its name outside (`reference`, `id`), without its place in the log and what is hidden from the caller. */
  readonly show: (document: D) => object;
}

/** What a document's own id is called beside its other fields; that of a deadline says no more than they do. */
const idNames: Readonly<Record<ReadModelName, string | undefined>> = {
  cases: 'reference',
  deadlines: undefined,
  events: 'id',
  'service-levels': 'id',
  services: 'id',
};

/** The document as its readers know it, without its place in the log. */
function shown({ _id, position: _, ...fields }: Document, model: ReadModelName): object {
  const name = idNames[model];
  return name === undefined ? fields : { [name]: _id, ...fields };
}

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
    show: (document) => shown(access.mask(document), model),
  };
}
