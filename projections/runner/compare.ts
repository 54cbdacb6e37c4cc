import { isDeepStrictEqual } from 'node:util';
import { compareTexts } from '../query/values.js';
import type { CollectionDefinition, Document, ReadStore, Tombstone } from '../read-store.js';

type Stored = Document | Tombstone;

/** One document that is not the same in both versions. */
export interface Difference {
  readonly id: string;
  readonly before?: Stored;
  readonly after?: Stored;
}

export interface Comparison {
  readonly documents: number;
  readonly differing: number;
  /** The first of them, in order of id. */
  readonly differences: readonly Difference[];
}

const mostDifferences = 100;

/**
 * Compares two versions document by document. Both must stand at one position, and stay there meanwhile.
 * Positions and tombstones count: a rebuild by the same code gives the very same.
 */
export const compareVersions = (
  store: ReadStore,
  before: CollectionDefinition,
  after: CollectionDefinition,
): Promise<Comparison> =>
  compareDocuments(store.scan(before), store.scan(after), isDeepStrictEqual);

type Documents = AsyncIterable<readonly Stored[]>;
type IsSame = (before: Stored | undefined, after: Stored | undefined) => boolean;

/** Compares two lists of documents, each in order of id. */
export async function compareDocuments(
  before: Documents,
  after: Documents,
  isSame: IsSame,
): Promise<Comparison> {
  const differences: Difference[] = [];
  let documents = 0;
  let differing = 0;
  for await (const pair of pairs(before, after)) {
    documents += 1;
    if (isSame(pair.before, pair.after)) continue;
    differing += 1;
    if (differences.length < mostDifferences) differences.push(pair);
  }
  return { documents, differing, differences };
}

/** Two lists in order of id as one of pairs. */
async function* pairs(before: Documents, after: Documents): AsyncGenerator<Difference> {
  const left = new Ahead(before);
  const right = new Ahead(after);
  for (;;) {
    const id = least((await left.peek())?._id, (await right.peek())?._id);
    if (id === undefined) return;
    const [first, second] = [left.take(id), right.take(id)];
    yield { id, ...(first && { before: first }), ...(second && { after: second }) };
  }
}

function least(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareTexts(a, b) < 0 ? a : b;
}

/** A list in pages, looked at one by one. */
class Ahead {
  readonly #pages: AsyncIterator<readonly Stored[]>;
  #page: readonly Stored[] = [];
  #next = 0;

  constructor(pages: AsyncIterable<readonly Stored[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  async peek(): Promise<Stored | undefined> {
    while (this.#next >= this.#page.length) {
      const result = await this.#pages.next();
      if (result.done === true) return undefined;
      this.#page = result.value;
      this.#next = 0;
    }
    return this.#page[this.#next];
  }

  /** The document looked at last, when it has this id. */
  take(id: string): Stored | undefined {
    const document = this.#page[this.#next];
    if (document?._id !== id) return undefined;
    this.#next += 1;
    return document;
  }
}
