import { expect } from 'chai';
import type { AggregateQuery, Filter, PageRequest, Sort } from '../../../projections/read-store.js';
import { filledStore, rejection, type MakeReadStore } from './fixture.js';

const deep = (levels: number): Filter =>
  levels === 0 ? { field: 'state', eq: 'x' } : { not: deep(levels - 1) };

const n = { as: 'n', op: 'count' } as const;

const filters: readonly (readonly [string, unknown, string])[] = [
  ['no filter at all', null, '/filter'],
  ['a filter without an operator', { field: 'state' }, '/filter'],
  ['an unknown operator', { field: 'state', like: 'x' }, '/filter'],
  ['an undeclared field', { field: 'secret', eq: 'x' }, '/filter/field'],
  ['a field of every object', { field: 'constructor', eq: 'x' }, '/filter/field'],
  ['a measure as a field', { field: 'cost.total', eq: 1 }, '/filter/field'],
  ['a number for a text', { field: 'state', eq: 1 }, '/filter/eq'],
  ['a text for a number', { field: 'amount', in: [1, 'x'] }, '/filter/in/1'],
  ['a date without a time', { field: 'dueAt', gte: '2024-05-01' }, '/filter/gte'],
  ['a range of booleans', { field: 'urgent', gt: true }, '/filter'],
  ['a range of several values', { field: 'tags', gt: 'a' }, '/filter'],
  ['a path in a number', { field: 'amount', within: 'a' }, '/filter'],
  ['two lower ends', { field: 'amount', gt: 1, gte: 2 }, '/filter'],
  ['a list too long', { field: 'state', in: Array.from({ length: 501 }, String) }, '/filter/in'],
  ['a text too long', { field: 'state', eq: 'x'.repeat(501) }, '/filter/eq'],
  ['seven levels', deep(7), '/filter/not/not/not/not/not/not'],
  ['a search without a word', { text: ' -- ' }, '/filter/text'],
  ['a search too long', { text: 'x'.repeat(201) }, '/filter/text'],
  [
    'a fault deep within',
    { all: [{ any: [{ field: 'nope', eq: 1 }] }] },
    '/filter/all/0/any/0/field',
  ],
  ['two operators at once', { field: 'state', eq: 'x', exists: true }, '/filter/exists'],
];

const finds: readonly (readonly [string, readonly Sort[], PageRequest, string])[] = [
  ['an undeclared sort', [{ field: 'nope', direction: 'ascending' }], {}, '/sort/0/field'],
  ['a sort by several values', [{ field: 'tags', direction: 'ascending' }], {}, '/sort/0/field'],
  ['a sort twice', Array(2).fill({ field: 'state', direction: 'ascending' }), {}, '/sort/1/field'],
  ['a limit too high', [], { limit: 201 }, '/page/limit'],
  ['a limit of none', [], { limit: 0 }, '/page/limit'],
];

const aggregates: readonly (readonly [string, unknown, string])[] = [
  ['no measure', { measures: [] }, '/measures'],
  ['a sum of nothing', { measures: [{ as: 'n', op: 'sum' }] }, '/measures/0/field'],
  ['a sum of texts', { measures: [{ as: 'n', op: 'sum', field: 'state' }] }, '/measures/0/field'],
  [
    'a measure below none',
    { measures: [{ as: 'n', op: 'sum', field: 'sums.' }] },
    '/measures/0/field',
  ],
  [
    'a measure too deep',
    { measures: [{ as: 'n', op: 'sum', field: 'sums.a.b' }] },
    '/measures/0/field',
  ],
  [
    'a quote in a measure',
    { measures: [{ as: 'n', op: 'sum', field: `sums."'` }] },
    '/measures/0/field',
  ],
  ['a least boolean', { measures: [{ as: 'n', op: 'min', field: 'urgent' }] }, '/measures/0/field'],
  ['a whole pattern', { measures: [{ as: 'n', op: 'sum', field: 'sums.*' }] }, '/measures/0/field'],
  ['an unknown group', { measures: [n], groupBy: [{ field: 'nope' }] }, '/groupBy/0/field'],
  [
    'an unknown zone',
    { measures: [n], groupBy: [{ field: 'dueAt', bucket: 'day', zone: 'Mars/Olympus' }] },
    '/groupBy/0/zone',
  ],
  [
    'a bucket without a zone',
    { measures: [n], groupBy: [{ field: 'dueAt', bucket: 'day' }] },
    '/groupBy/0',
  ],
  [
    'a bucket of texts',
    { measures: [n], groupBy: [{ field: 'state', bucket: 'day', zone: 'UTC' }] },
    '/groupBy/0/bucket',
  ],
  ['one name twice', { measures: [n, n] }, '/measures'],
  [
    'two fields of several values',
    { measures: [n], groupBy: [{ field: 'tags' }, { field: 'parties.person' }] },
    '/groupBy',
  ],
  [
    'a sort by nothing named',
    { measures: [n], sort: [{ field: 'x', direction: 'ascending' }] },
    '/sort/0/field',
  ],
  ['a limit too high', { measures: [n], limit: 10_001 }, '/limit'],
];

export function refusalCases(makeStore: MakeReadStore): void {
  describe('refusals name the place and what is allowed', () => {
    const { collection } = filledStore(makeStore, []);
    const pointersOf = async (work: Promise<unknown>) => {
      const error = await rejection(work);
      expect(error).to.include({ code: 'query.invalid', retryable: false });
      return (error as Error & { problems: { pointer: string }[] }).problems.map(
        ({ pointer }) => pointer,
      );
    };

    for (const [title, filter, pointer] of filters)
      it(`of ${title}`, async () => {
        expect(await pointersOf(collection().find(filter as Filter, []))).to.include(pointer);
        expect(await pointersOf(collection().count(filter as Filter))).to.include(pointer);
        expect(
          await pointersOf(collection().aggregate({ filter: filter as Filter, measures: [n] })),
        ).to.include(pointer);
      });

    for (const [title, sort, page, pointer] of finds)
      it(`of ${title}`, async () => {
        expect(await pointersOf(collection().find({ all: [] }, sort, page))).to.deep.equal([
          pointer,
        ]);
      });

    for (const [title, query, pointer] of aggregates)
      it(`of ${title} in an aggregate`, async () => {
        expect(await pointersOf(collection().aggregate(query as AggregateQuery))).to.include(
          pointer,
        );
      });

    it('lists the declared fields for one that is not', async () => {
      const error = await rejection(collection().find({ field: 'nope', eq: 'x' }, []));
      expect(error).to.have.nested.property('problems[0].allowed').that.includes('place.area');
    });

    it('names all that is wrong at once', async () => {
      const filter = {
        all: [
          { field: 'nope', eq: 1 },
          { field: 'amount', eq: 'x' },
        ],
      };
      const sort: Sort[] = [{ field: 'tags', direction: 'ascending' }];
      expect(await pointersOf(collection().find(filter, sort, { limit: 900 }))).to.deep.equal([
        '/filter/all/0/field',
        '/filter/all/1/eq',
        '/sort/0/field',
        '/page/limit',
      ]);
    });

    it('not of six levels: the five of a caller and one beside what restricts them', async () => {
      expect((await collection().find(deep(6), [])).items).to.be.an('array');
      expect((await collection().count(deep(6))).value).to.be.a('number');
      const { rows } = await collection().aggregate({ filter: deep(6), measures: [n] });
      expect(rows).to.have.length(1);
    });

    it('refuses a cap out of bounds', async () => {
      expect(await pointersOf(collection().count({ all: [] }, 0))).to.deep.equal(['/cap']);
    });
  });
}
