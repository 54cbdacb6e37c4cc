import { expect } from 'chai';
import type { Filter, PageOf, Sort } from '../../../projections/read-store.js';
import {
  freshStore,
  put,
  ready,
  thing,
  things,
  tombstone,
  type MakeReadStore,
  type Thing,
} from './fixture.js';

const everything: Filter = { all: [] };

const orders: readonly (readonly [string, readonly Sort[]])[] = [
  ['id', []],
  ['id descending', [{ field: '_id', direction: 'descending' }]],
  ['a field with missing values', [{ field: 'amount', direction: 'ascending' }]],
  ['a field with missing values, descending', [{ field: 'amount', direction: 'descending' }]],
  [
    'two fields of opposite directions',
    [
      { field: 'state', direction: 'descending' },
      { field: 'dueAt', direction: 'ascending' },
    ],
  ],
  [
    'two fields descending',
    [
      { field: 'urgent', direction: 'descending' },
      { field: 'amount', direction: 'descending' },
    ],
  ],
];

const documents = Array.from({ length: 37 }, (_, i) =>
  thing(`d${String((i * 17) % 37).padStart(2, '0')}`, i + 1, {
    ...(i % 5 !== 0 && { amount: i % 4 }),
    ...(i % 3 !== 0 && { state: i % 2 === 0 ? 'open' : 'closed' }),
    ...(i % 4 !== 0 && { dueAt: `2024-05-0${(i % 3) + 1}T00:00:00.000Z` }),
    ...(i % 6 !== 0 && { urgent: i % 2 === 0 }),
  }),
);

export function pagingCases(makeStore: MakeReadStore): void {
  describe('paging', () => {
    const made = freshStore(makeStore);
    const page = (sort: readonly Sort[], limit: number, cursor?: string, filter = everything) =>
      made()
        .store.collection<Thing>(things)
        .find(filter, sort, { limit, ...(cursor !== undefined && { cursor }) });
    const ids = ({ items }: PageOf<Thing>) => items.map(({ _id }) => _id);

    beforeEach(async () => {
      await ready(made().store);
      await put(made().store, documents);
    });

    it('reads all pages of what many documents have and few, together and apart', async () => {
      const many = Array.from({ length: 1_100 }, (_, i) =>
        thing(`m${String(i).padStart(4, '0')}`, 100 + i, {
          tags: i % 100 === 7 ? ['common', 'rare'] : ['common'],
          amount: (i * 7) % 11,
        }),
      );
      await put(made().store, many);
      const common = { field: 'tags', eq: 'common' } as const;
      const rare = { field: 'tags', eq: 'rare' } as const;
      for (const [filter, count] of [
        [{ all: [common, rare] }, 11],
        [{ any: [rare, { all: [common, { field: 'amount', eq: 3 }] }] }, 110],
        [{ all: [{ not: common }] }, 37],
      ] as const) {
        const sort = [{ field: 'amount', direction: 'ascending' }] as const;
        const pages = [await page(sort, 40, undefined, filter)];
        while (pages.at(-1)?.next !== undefined)
          pages.push(await page(sort, 40, pages.at(-1)?.next, filter));
        expect(new Set(pages.flatMap(ids)).size).to.equal(count);
        expect(pages.flatMap(ids)).to.have.length(count);
      }
    });

    for (const [title, sort] of orders)
      it(`reads all pages forwards and back, by ${title}`, async () => {
        const whole = ids(await page(sort, 200));
        expect(whole).to.have.length(37);
        const pages = [await page(sort, 5)];
        while (pages.at(-1)?.next !== undefined)
          pages.push(await page(sort, 5, pages.at(-1)?.next));
        expect(pages.flatMap(ids)).to.deep.equal(whole);
        expect(pages).to.have.length(8);
        const back = [pages.at(-1)!];
        while (back[0]?.previous !== undefined) back.unshift(await page(sort, 5, back[0].previous));
        expect(back.flatMap(ids)).to.deep.equal(whole);
      });

    it('says where there is no page before or after', async () => {
      const first = await page([], 20);
      expect([first.previous, typeof first.next]).to.deep.equal([undefined, 'string']);
      const second = await page([], 20, first.next);
      expect([typeof second.previous, second.next]).to.deep.equal(['string', undefined]);
      const again = await page([], 20, second.previous);
      expect(again.previous).to.equal(undefined);
      expect(ids(again)).to.deep.equal(ids(first));
    });

    it('gives an exact last page no successor', async () => {
      const whole = await page([], 37);
      expect([whole.next, whole.previous]).to.deep.equal([undefined, undefined]);
    });

    it('gives 50 when no limit is asked for', async () => {
      await put(
        made().store,
        Array.from({ length: 60 }, (_, i) => thing(`x${i}`, 100 + i)),
      );
      const found = await made().store.collection<Thing>(things).find(everything, []);
      expect(found.items).to.have.length(50);
    });

    it('neither repeats nor leaves out others when documents come and go between pages', async () => {
      const sort: readonly Sort[] = [{ field: 'amount', direction: 'ascending' }];
      const whole = ids(await page(sort, 200));
      const first = await page(sort, 10);
      await put(made().store, [
        tombstone(whole[3]!, 50),
        tombstone(whole[9]!, 51),
        tombstone(whole[12]!, 52),
        thing('early', 53, { amount: -5 }),
        thing('late', 54, { amount: 99 }),
      ]);
      const seen = ids(first);
      for (let next = first.next; next !== undefined;) {
        const following = await page(sort, 10, next);
        seen.push(...ids(following));
        next = following.next;
      }
      expect(seen).to.deep.equal([...whole.filter((id) => id !== whole[12]), 'late']);
    });

    it('leads back from a page that has become empty', async () => {
      const filter: Filter = { field: 'amount', gte: 0 };
      const first = await page([], 25, undefined, filter);
      const second = await page([], 25, first.next, filter);
      await put(
        made().store,
        second.items.map(({ _id }, index) => tombstone(_id, 60 + index)),
      );
      const empty = await page([], 25, first.next, filter);
      expect(empty.items).to.deep.equal([]);
      expect(empty.next).to.equal(undefined);
      expect(ids(await page([], 25, empty.previous, filter))).to.deep.equal(ids(first));
    });

    it('pages within a filter', async () => {
      const filter: Filter = { field: 'state', eq: 'open' };
      const sort: readonly Sort[] = [{ field: 'dueAt', direction: 'descending' }];
      const whole = ids(await page(sort, 200, undefined, filter));
      const first = await page(sort, 4, undefined, filter);
      const second = await page(sort, 4, first.next, filter);
      expect([...ids(first), ...ids(second)]).to.deep.equal(whole.slice(0, 8));
    });

    it('refuses a cursor of another filter, of another sort, or made up', async () => {
      const { next } = await page([], 5);
      const attempts = [
        page([{ field: 'amount', direction: 'ascending' }], 5, next),
        page([], 5, next, { field: 'state', eq: 'open' }),
        page([], 5, 'bm9uc2Vuc2U'),
        page([], 5, `${next!.slice(0, -4)}AAAA`),
      ];
      for (const attempt of attempts) {
        const error: unknown = await attempt.then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error).to.have.nested.property('problems[0].pointer', '/page/cursor');
      }
    });
  });
}
