import type { Caller } from '../commands/dispatch.js';
import { caseStream, type CaseReference } from '../domain/kernel/case-reference.js';
import type { CaseView } from '../projections/cases/model.js';
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

/** Longest that a case is waited for that was written a moment ago. */
const patience = 1_000;

/** A case that the caller may see. One that its read model does not show yet is waited for: who has just made it may look at it. */
export async function caseInSight(
  reads: Reads,
  reference: CaseReference,
  caller: Caller,
): Promise<CaseView | undefined> {
  const { collection } = await sightOf<CaseView>(reads, 'cases', caller);
  const found = await collection.get(reference);
  if (found !== undefined) return found;
  const last = (await reads.stream(caseStream(reference))).at(-1);
  if (last === undefined || !(await reads.reached(last.position, patience))) return undefined;
  return collection.get(reference);
}
