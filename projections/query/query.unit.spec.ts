import { expect } from 'chai';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.js';
import { QueryError } from '../../domain/kernel/faults.js';
import { things } from '../../test/contracts/read-store/fixture.js';
import type { Filter } from '../read-store.js';
import { aggregateSchema, checkAggregate } from './aggregate.js';
import { dayBucket, hourBucket } from './buckets.js';
import { filterSchema } from './filter.js';
import { checkCount, checkFind } from './find.js';
import { limits } from './limits.js';
import { compareTexts, textsAt, valueAt, valuesAt } from './values.js';
import { documentWords, textSearch, wordsOf } from './words.js';

/** What the check says, and nothing else may it throw. */
function verdict(check: () => unknown): 'fine' | 'refused' {
  try {
    check();
    return 'fine';
  } catch (error) {
    expect(error).to.be.instanceOf(QueryError);
    expect((error as QueryError).problems).to.have.length.within(1, 20);
    for (const { pointer } of (error as QueryError).problems)
      expect(pointer).to.match(/^(\/[^/]*)*$/);
    return 'refused';
  }
}

const names = fc.constantFrom(
  'title',
  'amount',
  'urgent',
  'dueAt',
  'tags',
  '_id',
  'nope',
  '__proto__',
);
const scalar = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant('2024-05-01T00:00:00Z'),
);
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.record({ field: names, eq: scalar }),
    fc.record({ field: names, in: fc.array(scalar, { maxLength: 4 }) }),
    fc.record({ field: names, gt: scalar, lte: scalar }, { requiredKeys: ['field'] }),
    fc.record({ field: names, exists: fc.boolean() }),
    fc.record({ text: fc.string() }),
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
    fc.jsonValue(),
  ),
}));

describe('query language', () => {
  it('takes any input apart without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, sort, page) => {
        verdict(() => checkFind(things, { filter: a, sort, page }));
        verdict(() => checkAggregate(things, a));
        verdict(() => checkCount(things, { filter: a, cap: page }));
      }),
      { numRuns: 300 },
    );
  });

  it('takes only what its published schema takes', () => {
    fc.assert(
      fc.property(filter, (input) => {
        if (verdict(() => checkCount(things, { filter: input, cap: 1 })) === 'fine')
          expect(filterSchema.safeParse(input).success, JSON.stringify(input)).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back a filter that it takes again unchanged', () => {
    fc.assert(
      fc.property(filter, (input) => {
        const check = (of: unknown): Filter => checkCount(things, { filter: of, cap: 1 }).filter;
        if (verdict(() => check(input)) === 'refused') return;
        expect(check(check(input))).to.deep.equal(check(input));
      }),
      { numRuns: 500 },
    );
  });

  it('bounds the whole of a filter', () => {
    const members = Array.from({ length: 400 }, () => ({ field: 'amount', eq: 1 }));
    const input = { all: [{ any: members }, { any: members }, { any: members }] };
    const check = () => checkCount(things, { filter: input, cap: 1 }, limits);
    expect(check).to.throw(/at most 1000 conditions/);
    const fewer = { all: [{ any: members }, { any: members }, { any: members.slice(205) }] };
    expect(() => checkCount(things, { filter: fewer, cap: 1 })).not.to.throw();
    expect(() => checkCount(things, { filter: input, cap: 1 })).to.throw(/at most 1020 conditions/);
  });

  it('is not led astray by what objects inherit', () => {
    for (const field of ['constructor', 'toString', '__proto__'])
      expect(() => checkCount(things, { filter: { field, eq: 'x' }, cap: 1 })).to.throw(QueryError);
    expect(valueAt({ a: 1 }, 'constructor')).to.equal(undefined);
    expect(valuesAt({ a: 1 }, 'toString')).to.deep.equal([]);
  });

  it('publishes a schema of aggregates', () => {
    const query = { measures: [{ as: 'n', op: 'count' }], groupBy: [{ field: 'state' }] };
    expect(aggregateSchema.safeParse(query).success).to.equal(true);
    expect(aggregateSchema.safeParse({ ...query, limit: 0 }).success).to.equal(false);
  });
});

describe('values of documents', () => {
  const document = {
    a: { b: { c: 1 }, n: null },
    list: [{ x: 'p' }, { x: ['q', 'p'] }, { y: 1 }, null],
    tags: ['t', 't', 2],
  };

  it('are found at dotted paths', () => {
    expect(valueAt(document, 'a.b.c')).to.equal(1);
    expect(valueAt(document, 'a.n')).to.equal(null);
    for (const path of ['a.n.x', 'a.x', 'list.x', 'a.b.c.d'])
      expect(valueAt(document, path), path).to.equal(undefined);
  });

  it('are found through lists where there may be several', () => {
    expect(valuesAt(document, 'list.x')).to.deep.equal(['p', 'q', 'p']);
    expect(textsAt(document, 'list.x')).to.deep.equal(['p', 'q']);
    expect(textsAt(document, 'tags')).to.deep.equal(['t']);
    expect(textsAt(document, 'a.n')).to.deep.equal([]);
  });

  it('are ordered by code point, as bytes are', () => {
    const bytes = (text: string) => Buffer.from(text);
    const text = anyText();
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareTexts(a, b))).to.equal(Buffer.compare(bytes(a), bytes(b)));
      }),
    );
  });
});

describe('words', () => {
  it('are folded, without accents, with the vowel signs of other scripts', () => {
    expect(wordsOf('Crème-BRÛLÉE, nº 7!')).to.deep.equal(['creme', 'brulee', 'no', '7']);
    expect(wordsOf('पानी की समस्या')).to.deep.equal(['पानी', 'की', 'समस्या']);
    expect(wordsOf('ἄνθρωπος Ёлка')).to.deep.equal(['ανθρωπος', 'елка']);
    expect(wordsOf(' -- ')).to.deep.equal([]);
  });

  it('of a document are those of its text fields, each once', () => {
    const document = {
      title: 'Lamp lamp',
      name: { en: 'Road', it: 'Strada' },
      notes: ['x', 'road'],
    };
    expect(documentWords(document, ['title', 'name', 'notes', 'none'])).to.equal(
      'lamp road strada x',
    );
  });

  it('of a search all count, the last one as a beginning', () => {
    expect(textSearch('Street lamp')).to.deep.equal({ words: ['street'], prefix: 'lamp' });
    expect(textSearch('?!')).to.equal(undefined);
    expect(textSearch('a '.repeat(13))).to.equal(undefined);
  });
});

describe('names of buckets', () => {
  it('are those of the calendar', () => {
    const day = Date.UTC(2024, 1, 29) / 86_400_000;
    expect(
      (['day', 'week', 'month', 'quarter', 'year'] as const).map((bucket) =>
        dayBucket(day, bucket),
      ),
    ).to.deep.equal(['2024-02-29', '2024-02-26', '2024-02', '2024-Q1', '2024']);
  });

  it('tell hours apart by their offset', () => {
    const hour = Date.UTC(2024, 9, 27, 2) / 3_600_000;
    expect(hourBucket(hour, 7_200_000)).to.equal('2024-10-27T02:00+02:00');
    expect(hourBucket(hour, -12_600_000)).to.equal('2024-10-27T02:00-03:30');
  });
});
