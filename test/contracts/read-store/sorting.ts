import { expect } from 'chai';
import type { Sort } from '../../../projections/read-store.js';
import { filledStore, thing, type MakeReadStore, type Thing } from './fixture.js';

const documents: readonly Thing[] = [
  thing('e', 1, { title: 'beta', amount: 2, dueAt: '2024-05-01T00:00:00.000Z', urgent: true }),
  thing('b', 2, { title: 'Beta', amount: 10, dueAt: '2024-04-01T00:00:00.000Z', urgent: false }),
  thing('c', 3, { title: 'alpha', amount: 2 }),
  thing('a', 4, { title: 'Älpha', amount: null, dueAt: '1999-12-31T23:59:59.999Z' }),
  thing('d', 5, { amount: -1.5, title: '🌍' }),
  thing('f', 6, { amount: -1.5, title: '\uff21' }),
  thing('g', 7, { title: null }),
];

const up = (field: string): Sort => ({ field, direction: 'ascending' });
const down = (field: string): Sort => ({ field, direction: 'descending' });

const cases: readonly (readonly [string, readonly Sort[], string])[] = [
  ['nothing: by id', [], 'abcdefg'],
  ['id descending', [down('_id')], 'gfedcba'],
  ['numbers, missing first, ties by id', [up('amount')], 'agdfceb'],
  ['numbers descending, missing last, ties by id descending', [down('amount')], 'becfdga'],
  ['instants', [up('dueAt')], 'cdfgabe'],
  ['instants descending', [down('dueAt')], 'ebagfdc'],
  ['texts by code point: capitals, small letters, accents, others', [up('title')], 'gbceafd'],
  ['texts descending', [down('title')], 'dfaecbg'],
  ['booleans: missing, false, true', [up('urgent')], 'acdfgbe'],
  ['two fields', [up('amount'), up('title')], 'gafdceb'],
  ['two fields of opposite directions', [up('amount'), down('title')], 'agdfecb'],
  ['a field and the id the other way', [up('amount'), down('_id')], 'gafdecb'],
];

export function sortingCases(makeStore: MakeReadStore): void {
  describe('sorting', () => {
    const { find } = filledStore(makeStore, documents);

    for (const [title, sort, expected] of cases)
      it(`sorts by ${title}`, async () => {
        expect((await find({ all: [] }, sort)).join('')).to.equal(expected);
      });
  });
}
