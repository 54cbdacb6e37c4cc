import { expect } from 'chai';
import { referenceValues, type ReferenceKind } from './index.js';

const title = { en: 'A' };
const inputs = [
  { name: 'fine', type: 'number' },
  { name: 'zone', type: 'text' },
];
const office = (code: string, parent?: string) => ({ code, title, ...(parent && { parent }) });

const refused: readonly (readonly [string, ReferenceKind, unknown, string])[] = [
  ['a code twice', 'offices', { offices: [office('a'), office('a')] }, 'each code once'],
  ['a parent that is not there', 'offices', { offices: [office('a', 'b')] }, 'unknown parent, b'],
  [
    'offices above one another',
    'offices',
    { offices: [office('a', 'b'), office('b', 'a')] },
    'its own ancestor',
  ],
  [
    'a key with too few parts',
    'tariff',
    { currency: 'EUR', inputs, rows: [{ key: [1], value: 1 }] },
    'must be [fine: number, zone: text]',
  ],
  [
    'a key part of another type',
    'tariff',
    { currency: 'EUR', inputs, rows: [{ key: ['1', 'a'], value: 1 }] },
    'must be [fine: number, zone: text]',
  ],
  [
    'a key twice',
    'tariff',
    {
      currency: 'EUR',
      inputs,
      rows: [
        { key: [1, 'a'], value: 1 },
        { key: [1, 'a'], value: 2 },
      ],
    },
    'has the key of another row',
  ],
  [
    'half a cent',
    'tariff',
    { currency: 'EUR', inputs, rows: [{ key: [1, 'a'], value: 0.5 }] },
    'int',
  ],
];

describe('reference values', () => {
  for (const [what, kind, value, message] of refused)
    it(`refuse ${what}`, () => {
      const parsed = referenceValues[kind].safeParse(value);
      expect(parsed.error?.message).to.contain(message);
    });

  it('take a tree of areas', () => {
    const areas = [
      { code: 'city', title },
      { code: 'ward-1', title, parent: 'city', offices: { '*': 'north' } },
    ];
    expect(referenceValues.areas.parse({ areas })).to.deep.equal({ areas });
  });
});
