import { isDeepStrictEqual } from 'node:util';
import { projections } from '../../projections/index.js';
import type { Document, ReadStore, Tombstone, VersionState } from '../../projections/read-store.js';
import { compareDocuments, type Comparison } from '../../projections/runner/compare.js';

export interface Compared extends Comparison {
  readonly model: string;
}

export interface CompareOptions {
  /** Fields that are each place's own, wherever they stand in a document. */
  readonly except: readonly string[];
}

/** A place has no version of a read model that serves. */
export class NothingToCompareError extends Error {}

/**
 * Compares the read models that serve in two places, document by document. Positions are each log's own
 * and do not count; a deleted document is one that is not there.
 *
 * @throws NothingToCompareError
 */
export async function* compareModels(
  first: ReadStore,
  second: ReadStore,
  { except }: CompareOptions,
): AsyncGenerator<Compared> {
  const own = new Set(['position', 'parkedAt', ...except]);
  const isSame = (a?: Document | Tombstone, b?: Document | Tombstone): boolean =>
    isDeepStrictEqual(withoutOwn(present(a), own), withoutOwn(present(b), own));
  for (const { name: model } of projections) {
    const [ours, theirs] = [await serving(first, model), await serving(second, model)];
    const documents = [first.scan(ours.definition), second.scan(theirs.definition)] as const;
    yield { model, ...(await compareDocuments(...documents, isSame)) };
  }
}

async function serving(store: ReadStore, model: string): Promise<VersionState> {
  const versions = await store.versions(model);
  const found = versions.find((version) => version.serving);
  if (found === undefined)
    throw new NothingToCompareError(`No version of ${model} serves: start the city there first.`);
  return found;
}

const present = (document: Document | Tombstone | undefined): Document | undefined =>
  document === undefined || 'deleted' in document ? undefined : document;

function withoutOwn(value: unknown, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutOwn(item, own));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !own.has(key))
      .map(([key, inner]) => [key, withoutOwn(inner, own)]),
  );
}
