import { expect } from 'chai';
import fc from 'fast-check';
import type { Filter, Sort, Tombstone } from '../../../projections/read-store.js';
import { compareTexts, compareValues } from '../../../projections/query/values.js';
import {
  all,
  idsOf,
  put,
  ready,
  thing,
  things,
  tombstone,
  type MakeReadStore,
  type Thing,
} from './fixture.js';

const anyIds: readonly string[] = ['a', 'b', 'B', 'ä', '🌍', '\uff21'];
const words = ['lamp', 'pipe', 'Lämp', 'road'];

const writeOf = (ids: readonly string[]) =>
  fc.record({
    id: fc.constantFrom(...ids),
    position: fc.integer({ min: 1, max: 60 }),
    gone: fc.boolean(),
  });

/** What an event at a position makes of a document: a function of the two, as with a fold. */
const bodyOf = (id: string, position: number): Partial<Thing> => ({
  title: words[position % words.length]!,
  ...(position % 3 !== 0 && { amount: (position % 5) - 2 }),
  ...(position % 4 !== 0 && { tags: [words[position % 3]!, id] }),
  ...(position % 2 === 0 && { state: id }),
});

const toWrite = ({ id, position, gone }: { id: string; position: number; gone: boolean }) =>
  gone && position % 3 === 0 ? tombstone(id, position) : thing(id, position, bodyOf(id, position));

const sorts: readonly (readonly Sort[])[] = [
  [],
  [{ field: 'amount', direction: 'descending' }],
  [{ field: 'state', direction: 'ascending' }],
];

const filters: readonly (readonly [Filter, (thing: Thing) => boolean])[] = [
  [{ all: [] }, () => true],
  [{ field: 'amount', gt: 0 }, ({ amount }) => (amount ?? 0) > 0],
  [{ not: { field: 'tags', eq: 'pipe' } }, ({ tags = [] }) => !tags.includes('pipe')],
  [{ text: 'la' }, ({ title }) => title === 'lamp' || title === 'Lämp'],
];

function note(model: Map<string, Thing | Tombstone>, each: Thing | Tombstone): void {
  if ((model.get(each._id)?.position ?? '') < each.position) model.set(each._id, each);
}

/** @param ids of the documents that are written */
export function modelCases(makeStore: MakeReadStore, ids = anyIds): void {
  describe('against a model', () => {
    const write = writeOf(ids);
    it('holds the greatest position of each document, whatever is written in whatever order', async () => {
      const commits = fc.array(fc.array(write, { maxLength: 8 }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(commits, fc.nat(12), async (batches, finishAfter) => {
          const { store, dispose } = await makeStore();
          try {
            await store.prepare(things, 'code-1');
            const model = new Map<string, Thing | Tombstone>();
            for (const [index, batch] of batches.entries()) {
              if (index === finishAfter) await store.finish(things);
              // One write per document in a commit.
              const writes = [...new Map(batch.map((each) => [each.id, toWrite(each)])).values()];
              await put(store, writes);
              writes.forEach((each) => note(model, each));
            }
            await ready(store);
            await expectEqual(store.collection<Thing>(things), model);
            expect(new Map(await store.stored(things, ids))).to.deep.equal(model);
          } finally {
            await dispose();
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

async function expectEqual(
  collection: Parameters<typeof all>[0],
  model: ReadonlyMap<string, Thing | Tombstone>,
): Promise<void> {
  const living = [...model.values()].filter((each): each is Thing => !('deleted' in each));
  for (const [filter, fits] of filters)
    for (const sort of sorts) {
      const [first] = sort;
      const sign = first?.direction === 'descending' ? -1 : 1;
      const key = first?.field as 'amount' | 'state' | undefined;
      const expected = living
        .filter(fits)
        .sort(
          (a, b) =>
            sign *
            ((key && compareValues(a[key] ?? null, b[key] ?? null)) || compareTexts(a._id, b._id)),
        );
      expect(await idsOf(collection, filter, sort)).to.deep.equal(expected.map(({ _id }) => _id));
    }
  expect(await all(collection)).to.deep.equal(
    [...living].sort((a, b) => compareTexts(a._id, b._id)),
  );
}
