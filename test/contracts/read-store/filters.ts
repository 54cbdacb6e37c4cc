import { expect } from 'chai';
import type { Filter } from '../../../projections/read-store.js';
import { filledStore, thing, type MakeReadStore, type Thing } from './fixture.js';

const documents: readonly Thing[] = [
  thing('a', 1, {
    title: 'Broken lamp',
    state: 'open',
    authority: 'pb.amritsar',
    amount: 10,
    urgent: true,
    dueAt: '2024-05-01T00:00:00.000Z',
    tags: ['road', 'light'],
    parties: [{ person: 'p1' }, { person: 'p2' }],
    place: { area: 'n.1' },
  }),
  thing('b', 2, {
    title: 'broken pipe',
    state: 'open',
    authority: 'pb.amritsar.ward1',
    amount: 0,
    urgent: false,
    dueAt: '2024-05-02T00:00:00.000Z',
    tags: ['water'],
    parties: [{ person: 'p2' }],
    place: { area: 'n' },
  }),
  thing('c', 3, {
    title: '100% _off_',
    state: 'closed',
    authority: 'pb.amritsar2',
    amount: -2.5,
    dueAt: '2024-05-03T00:00:00.000Z',
    tags: ['n.1', 'n.1.x'],
  }),
  thing('d', 4, { state: null, amount: null, authority: 'pb', tags: [], parties: [] }),
  thing('e', 5, { state: '', amount: 1e15, authority: 'pbx' }),
];

const none: readonly string[] = [];
const every = ['a', 'b', 'c', 'd', 'e'];

const cases: readonly (readonly [string, Filter, readonly string[]])[] = [
  ['nothing asked: every document', { all: [] }, every],
  ['none allowed: no document', { any: [] }, none],
  ['an equal text', { field: 'state', eq: 'open' }, ['a', 'b']],
  ['an empty text, which is not missing', { field: 'state', eq: '' }, ['e']],
  ['capitals apart from small letters', { field: 'title', eq: 'broken lamp' }, none],
  ['an equal number, zero too', { field: 'amount', eq: 0 }, ['b']],
  ['an equal fraction', { field: 'amount', eq: -2.5 }, ['c']],
  ['an equal boolean', { field: 'urgent', eq: false }, ['b']],
  ['an equal instant', { field: 'dueAt', eq: '2024-05-02T00:00:00.000Z' }, ['b']],
  ['an instant given with an offset', { field: 'dueAt', eq: '2024-05-02T02:00:00+02:00' }, ['b']],
  ['a value of a list', { field: 'state', in: ['closed', 'open', 'none'] }, ['a', 'b', 'c']],
  ['an empty list: no document', { field: 'state', in: [] }, none],
  ['numbers of a list', { field: 'amount', in: [10, 1e15] }, ['a', 'e']],
  ['ids', { field: '_id', in: ['e', 'a', 'z'] }, ['a', 'e']],
  ['one id', { field: '_id', eq: 'c' }, ['c']],
  [
    'a long list',
    { field: '_id', in: Array.from({ length: 500 }, (_, i) => (i === 77 ? 'd' : `x${i}`)) },
    ['d'],
  ],
  ['greater', { field: 'amount', gt: 0 }, ['a', 'e']],
  ['greater or equal', { field: 'amount', gte: 0 }, ['a', 'b', 'e']],
  ['less', { field: 'amount', lt: 10 }, ['b', 'c']],
  ['less or equal', { field: 'amount', lte: 10 }, ['a', 'b', 'c']],
  ['both ends', { field: 'amount', gt: -3, lt: 10 }, ['b', 'c']],
  [
    'instants from and until',
    { field: 'dueAt', gte: '2024-05-01T00:00:00Z', lt: '2024-05-03T00:00:00Z' },
    ['a', 'b'],
  ],
  ['texts by code point', { field: 'title', gte: 'a' }, ['b']],
  ['a field that is there', { field: 'state', exists: true }, ['a', 'b', 'c', 'e']],
  ['a field that is missing or null', { field: 'state', exists: false }, ['d']],
  ['several values that are there', { field: 'tags', exists: true }, ['a', 'b', 'c']],
  ['several values of which there are none', { field: 'tags', exists: false }, ['d', 'e']],
  [
    'a path and what is below it, by whole segments',
    { field: 'authority', within: 'pb.amritsar' },
    ['a', 'b'],
  ],
  ['a path with nothing below', { field: 'authority', within: 'pb.amritsar.ward1' }, ['b']],
  ['the widest path', { field: 'authority', within: 'pb' }, ['a', 'b', 'c', 'd']],
  ['a beginning', { field: 'authority', startsWith: 'pb.amritsar' }, ['a', 'b', 'c']],
  ['a beginning with signs of other languages', { field: 'title', startsWith: '100% _' }, ['c']],
  ['signs that are no wild cards', { field: 'title', startsWith: '%' }, none],
  ['a nested field', { field: 'place.area', eq: 'n' }, ['b']],
  ['any of several values', { field: 'tags', eq: 'light' }, ['a']],
  ['any of several values of a list', { field: 'tags', in: ['water', 'light'] }, ['a', 'b']],
  ['values within objects of a list', { field: 'parties.person', eq: 'p2' }, ['a', 'b']],
  ['a path among several values', { field: 'tags', within: 'n.1' }, ['c']],
  ['a beginning among several values', { field: 'tags', startsWith: 'wat' }, ['b']],
  [
    'not equal, where missing counts as not',
    { not: { field: 'state', eq: 'open' } },
    ['c', 'd', 'e'],
  ],
  [
    'not greater, where missing counts as not',
    { not: { field: 'amount', gt: 0 } },
    ['b', 'c', 'd'],
  ],
  ['none of several values', { not: { field: 'tags', eq: 'road' } }, ['b', 'c', 'd', 'e']],
  ['not in a list', { not: { field: 'state', in: ['open', 'closed'] } }, ['d', 'e']],
  ['not within', { not: { field: 'authority', within: 'pb' } }, ['e']],
  ['not not', { not: { not: { field: 'state', eq: 'open' } } }, ['a', 'b']],
  [
    'all of several',
    {
      all: [
        { field: 'state', eq: 'open' },
        { field: 'urgent', eq: true },
      ],
    },
    ['a'],
  ],
  [
    'any of several',
    {
      any: [
        { field: 'state', eq: 'closed' },
        { field: 'urgent', eq: false },
      ],
    },
    ['b', 'c'],
  ],
  [
    'not both, where one is missing',
    {
      not: {
        all: [
          { field: 'state', eq: 'open' },
          { field: 'urgent', eq: true },
        ],
      },
    },
    ['b', 'c', 'd', 'e'],
  ],
  [
    'not either, where one is missing',
    {
      not: {
        any: [
          { field: 'amount', gt: 5 },
          { field: 'urgent', eq: false },
        ],
      },
    },
    ['c', 'd'],
  ],
  [
    'five levels',
    { not: { all: [{ any: [{ not: { all: [{ field: 'state', eq: 'open' }] } }] }] } },
    ['a', 'b'],
  ],
];

export function filterCases(makeStore: MakeReadStore): void {
  describe('filters', () => {
    const { find, collection } = filledStore(makeStore, documents);

    for (const [title, filter, expected] of cases)
      it(`finds ${title}`, async () => {
        expect(await find(filter)).to.deep.equal(expected);
      });

    it('counts what it finds', async () => {
      for (const [title, filter, { length: value }] of cases)
        expect(await collection().count(filter), title).to.deep.equal({ value, capped: false });
    });

    it('stops counting at the cap', async () => {
      expect(await collection().count({ all: [] }, 4)).to.deep.equal({ value: 4, capped: true });
      expect(await collection().count({ all: [] }, 5)).to.deep.equal({ value: 5, capped: false });
    });
  });
}
