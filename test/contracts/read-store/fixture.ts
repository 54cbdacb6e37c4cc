import { expect } from 'chai';
import { everything } from '../../../projections/query/filter.js';
import type { EventId, Position } from '../../../domain/kernel/ids.js';
import type {
  Checkpoint,
  Collection,
  CollectionDefinition,
  Document,
  Filter,
  ReadStore,
  Sort,
  Tombstone,
} from '../../../projections/read-store.js';

export interface MadeReadStore {
  readonly store: ReadStore;
  /** A second connection to the same data, as another process would have. */
  readonly another: () => Promise<ReadStore>;
  /** Closes everything and removes the data. */
  readonly dispose: () => Promise<void>;
}

export type MakeReadStore = () => Promise<MadeReadStore>;

/** A document with something of everything. */
export interface Thing extends Document {
  readonly title?: string | null;
  readonly notes?: readonly string[];
  readonly state?: string | null;
  readonly authority?: string;
  readonly amount?: number | null;
  readonly urgent?: boolean;
  readonly dueAt?: string;
  readonly tags?: readonly string[];
  readonly parties?: readonly { readonly person: string }[];
  readonly place?: { readonly area: string };
  readonly cost?: { readonly total: number };
  readonly sums?: Readonly<Record<string, number | string>>;
}

export const things: CollectionDefinition = {
  name: 'things',
  version: 1,
  fields: {
    title: 'text',
    state: 'text',
    authority: 'text',
    amount: 'number',
    urgent: 'boolean',
    dueAt: 'instant',
    tags: 'texts',
    'parties.person': 'texts',
    'place.area': 'text',
  },
  indexes: [['state', 'dueAt'], ['authority'], ['amount']],
  text: ['title', 'notes'],
  measures: ['cost.total', 'sums.*'],
};

/** Positions are ordered as text. */
export const at = (number: number): Position => String(number).padStart(8, '0') as Position;

export const checkpoint = (number: number, logId = 'log-1'): Checkpoint => ({
  logId,
  position: at(number),
  eventId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as EventId,
  previous: (number > 1 ? at(number - 1) : '') as Position,
});

export const thing = (id: string, position: number, rest: Partial<Thing> = {}): Thing => ({
  _id: id,
  position: at(position),
  ...rest,
});

export const tombstone = (id: string, position: number): Tombstone => ({
  _id: id,
  position: at(position),
  deleted: true,
});

/** Commits these with the checkpoint of the highest position. */
export async function put(
  store: ReadStore,
  writes: readonly (Thing | Tombstone)[],
  collection = things,
): Promise<void> {
  const highest = Math.max(0, ...writes.map(({ position }) => Number(position)));
  await store.commit({ collection, writes, checkpoint: checkpoint(highest) });
}

/** Makes a version ready and serving. */
export async function ready(store: ReadStore, definition = things): Promise<void> {
  await store.prepare(definition, 'code-1');
  await store.finish(definition);
  const { name: projection, version, generation = 1 } = definition;
  await store.serve({ projection, version, generation });
}

export const idsOf = async (
  collection: Collection<Thing>,
  filter: Filter,
  sort: readonly Sort[] = [],
): Promise<readonly string[]> =>
  (await collection.find(filter, sort, { limit: 200 })).items.map(({ _id }) => _id);

export const all = async (collection: Collection<Thing>): Promise<readonly Thing[]> =>
  (await collection.find(everything, [], { limit: 200 })).items;

/** A store with these documents for a group of cases, and its collection. */
export function filledStore(makeStore: MakeReadStore, documents: readonly Thing[]) {
  let made: MadeReadStore | undefined;
  before(async () => {
    made = await makeStore();
    await ready(made.store);
    await put(made.store, documents);
  });
  after(() => made?.dispose());
  return {
    store: () => made!.store,
    collection: () => made!.store.collection<Thing>(things),
    find: (filter: Filter, sort: readonly Sort[] = []) =>
      idsOf(made!.store.collection<Thing>(things), filter, sort),
  };
}

/** A store of its own for each case. */
export function freshStore(makeStore: MakeReadStore): () => MadeReadStore {
  let made: MadeReadStore | undefined;
  beforeEach(async () => {
    made = await makeStore();
  });
  afterEach(() => made?.dispose());
  return () => made!;
}

/** Waits for a rejection and gives it back. */
export async function rejection(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    expect(error).to.be.instanceOf(Error);
    return error as Error;
  }
  throw new Error('expected a rejection');
}
