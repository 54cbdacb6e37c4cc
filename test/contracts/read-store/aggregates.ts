import { expect } from 'chai';
import type { AggregateQuery } from '../../../projections/read-store.js';
import { filledStore, thing, type MakeReadStore, type Thing } from './fixture.js';

const documents: readonly Thing[] = [
  thing('a', 1, { state: 'open', urgent: true, amount: 10, tags: ['x', 'y'], cost: { total: 1 } }),
  thing('b', 2, { state: 'open', urgent: false, amount: 20, tags: ['x'], cost: { total: 2.5 } }),
  thing('c', 3, {
    state: 'closed',
    amount: -5,
    dueAt: '2024-01-02T00:00:00.000Z',
    sums: { 'late-fee': 2, '0': 5 },
  }),
  thing('d', 4, {
    state: 'closed',
    tags: ['x', 'x'],
    dueAt: '2024-01-01T00:00:00.000Z',
    sums: { 'late-fee': 1.5, '0': 'x' },
  }),
  thing('e', 5, { amount: 0, title: 'Z' }),
];

const n = { as: 'n', op: 'count' } as const;

type Rows = readonly Readonly<Record<string, unknown>>[];

const cases: readonly (readonly [string, AggregateQuery, Rows])[] = [
  ['counts all in one row', { measures: [n] }, [{ n: 5 }]],
  [
    'gives one row also of nothing',
    {
      filter: { any: [] },
      measures: [
        n,
        { as: 'sum', op: 'sum', field: 'amount' },
        { as: 'avg', op: 'avg', field: 'amount' },
        { as: 'min', op: 'min', field: 'amount' },
        { as: 'max', op: 'max', field: 'dueAt' },
      ],
    },
    [{ n: 0, sum: 0, avg: null, min: null, max: null }],
  ],
  [
    'gives no groups of nothing',
    { filter: { any: [] }, groupBy: [{ field: 'state' }], measures: [n] },
    [],
  ],
  [
    'reckons with numbers, leaving out missing ones',
    {
      measures: [
        { as: 'count', op: 'count', field: 'amount' },
        { as: 'sum', op: 'sum', field: 'amount' },
        { as: 'avg', op: 'avg', field: 'amount' },
        { as: 'min', op: 'min', field: 'amount' },
        { as: 'max', op: 'max', field: 'amount' },
      ],
    },
    [{ count: 4, sum: 25, avg: 6.25, min: -5, max: 20 }],
  ],
  [
    'reckons with measures that are no fields',
    {
      measures: [
        { as: 'sum', op: 'sum', field: 'cost.total' },
        { as: 'avg', op: 'avg', field: 'cost.total' },
        { as: 'max', op: 'max', field: 'cost.total' },
        { as: 'count', op: 'count', field: 'cost.total' },
      ],
    },
    [{ sum: 3.5, avg: 1.75, max: 2.5, count: 2 }],
  ],
  [
    'reckons with any key below an open measure',
    {
      measures: [
        { as: 'sum', op: 'sum', field: 'sums.late-fee' },
        { as: 'max', op: 'max', field: 'sums.0' },
        { as: 'count', op: 'count', field: 'sums.0' },
        { as: 'nothing', op: 'sum', field: 'sums.none' },
      ],
    },
    [{ sum: 3.5, max: 5, count: 1, nothing: 0 }],
  ],
  [
    'takes the least and greatest of instants and texts',
    {
      measures: [
        { as: 'first', op: 'min', field: 'dueAt' },
        { as: 'last', op: 'max', field: 'dueAt' },
        { as: 'least', op: 'min', field: 'state' },
        { as: 'greatest', op: 'max', field: 'state' },
        { as: 'with tags'.replace(' ', '_'), op: 'count', field: 'tags' },
      ],
    },
    [
      {
        first: '2024-01-01T00:00:00.000Z',
        last: '2024-01-02T00:00:00.000Z',
        least: 'closed',
        greatest: 'open',
        with_tags: 3,
      },
    ],
  ],
  [
    'groups by a field, a missing value being a group of its own',
    { groupBy: [{ field: 'state' }], measures: [n] },
    [
      { state: null, n: 1 },
      { state: 'closed', n: 2 },
      { state: 'open', n: 2 },
    ],
  ],
  [
    'groups by several fields under names of their own',
    {
      filter: { field: 'state', exists: true },
      groupBy: [{ field: 'state', as: 's' }, { field: 'urgent' }],
      measures: [n, { as: 'sum', op: 'sum', field: 'amount' }],
    },
    [
      { s: 'closed', urgent: null, n: 2, sum: -5 },
      { s: 'open', urgent: false, n: 1, sum: 20 },
      { s: 'open', urgent: true, n: 1, sum: 10 },
    ],
  ],
  [
    'groups by numbers and instants as they are',
    {
      filter: { field: 'dueAt', exists: true },
      groupBy: [{ field: 'dueAt' }, { field: 'amount' }],
      measures: [n],
    },
    [
      { dueAt: '2024-01-01T00:00:00.000Z', amount: null, n: 1 },
      { dueAt: '2024-01-02T00:00:00.000Z', amount: -5, n: 1 },
    ],
  ],
  [
    'counts a document once for each of several values',
    { groupBy: [{ field: 'tags' }], measures: [n, { as: 'sum', op: 'sum', field: 'amount' }] },
    [
      { tags: null, n: 2, sum: -5 },
      { tags: 'x', n: 3, sum: 30 },
      { tags: 'y', n: 1, sum: 10 },
    ],
  ],
  [
    'sorts by a measure, ties by group',
    {
      groupBy: [{ field: 'state' }],
      measures: [n],
      sort: [{ field: 'n', direction: 'descending' }],
    },
    [
      { state: 'closed', n: 2 },
      { state: 'open', n: 2 },
      { state: null, n: 1 },
    ],
  ],
  [
    'sorts by a group key descending, missing last',
    {
      groupBy: [{ field: 'state' }],
      measures: [n],
      sort: [{ field: 'state', direction: 'descending' }],
    },
    [
      { state: 'open', n: 2 },
      { state: 'closed', n: 2 },
      { state: null, n: 1 },
    ],
  ],
  [
    'filters before it groups',
    { filter: { field: 'tags', eq: 'x' }, groupBy: [{ field: 'urgent' }], measures: [n] },
    [
      { urgent: null, n: 1 },
      { urgent: false, n: 1 },
      { urgent: true, n: 1 },
    ],
  ],
];

export function aggregateCases(makeStore: MakeReadStore): void {
  describe('aggregates', () => {
    const { collection } = filledStore(makeStore, documents);

    for (const [title, query, rows] of cases)
      it(title, async () => {
        expect(await collection().aggregate(query)).to.deep.equal({ rows, truncated: false });
      });

    it('says when the limit cut rows off, the first ones of the order being kept', async () => {
      const query: AggregateQuery = { groupBy: [{ field: 'state' }], measures: [n] };
      expect(await collection().aggregate({ ...query, limit: 2 })).to.deep.equal({
        rows: [
          { state: null, n: 1 },
          { state: 'closed', n: 2 },
        ],
        truncated: true,
      });
      expect((await collection().aggregate({ ...query, limit: 3 })).truncated).to.equal(false);
    });
  });
}
