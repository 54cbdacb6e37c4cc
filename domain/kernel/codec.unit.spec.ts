import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson, sameJson } from './canonical.js';
import {
  assertCanonical,
  createCodec,
  InvalidEventError,
  NotCanonicalError,
  UnknownEventError,
} from './codec.js';
import { defineEvent } from './event-definition.js';

const notedV3 = defineEvent(
  'case.noted.v3',
  z.strictObject({ note: z.string(), words: z.int(), by: z.string() }),
  { personal: ({ by }) => [{ path: ['note'], person: by }] },
);
const notedV2 = defineEvent('case.noted.v2', z.strictObject({ note: z.string(), by: z.string() }), {
  upcast: {
    to: 'case.noted.v3',
    data: ({ note, by }) => ({ note, by, words: note.split(' ').length }),
  },
});
const notedV1 = defineEvent('case.noted.v1', z.strictObject({ text: z.string() }), {
  upcast: { to: 'case.noted.v2', data: ({ text }) => ({ note: text, by: 'unknown' }) },
});
const definitions = [notedV1, notedV2, notedV3];

describe('codec', () => {
  const codec = createCodec(definitions, ['case.doodled.v1']);

  it('carries every version to the newest, step by step', () => {
    const newest = { type: 'case.noted.v3', data: { note: 'two words', words: 2, by: 'unknown' } };
    expect(codec.decode({ type: 'case.noted.v1', data: { text: 'two words' } })).to.eql(newest);
    const second = { type: 'case.noted.v2', data: { note: 'two words', by: 'unknown' } };
    expect(codec.decode(second)).to.eql(newest);
    expect(codec.decode(newest)).to.eql(newest);
  });

  it('skips retired types, also those that an old version leads to', () => {
    expect(codec.decode({ type: 'case.doodled.v1', data: {} })).to.equal(undefined);
    const retiring = createCodec([notedV1, notedV2], ['case.noted.v3']);
    expect(retiring.decode({ type: 'case.noted.v1', data: { text: 'x' } })).to.equal(undefined);
  });

  it('stops at a type or version that it does not know', () => {
    for (const type of ['case.noted.v4', 'case.sung.v1']) {
      expect(() => codec.decode({ type, data: {} })).to.throw(UnknownEventError, type);
      expect(() => codec.encode({ type, data: {} })).to.throw(UnknownEventError, /upgrade/);
      expect(() => codec.personal({ type, data: {} }, 'p9')).to.throw(UnknownEventError);
    }
  });

  it('writes only data that fits the schema, and says what does not', () => {
    const event = { type: 'case.noted.v2', data: { note: 'x', by: 'p1' } };
    expect(codec.encode(event)).to.eql(event.data);
    for (const data of [{ note: 1, by: 'p1' }, { note: 'x' }, { ...event.data, more: 1 }, null])
      expect(() => codec.encode({ ...event, data })).to.throw(InvalidEventError, /case\.noted\.v2/);
  });

  it('writes nothing that canonical JSON can not carry', () => {
    const event = { type: 'case.noted.v2', data: { note: '\ud800', by: 'p1' } };
    expect(() => codec.encode(event)).to.throw(NotCanonicalError, /surrogate at \/note/);
  });

  it('tells whose the personal values are', () => {
    const event = { type: 'case.noted.v3', data: { note: 'x', words: 1, by: 'p1' } };
    expect(codec.personal(event, 'p9')).to.eql([{ path: ['note'], person: 'p1' }]);
    expect(codec.personal({ type: 'case.noted.v1', data: { text: 'x' } }, 'p9')).to.eql([]);
  });

  it('lists its types', () => {
    expect(codec.types).to.eql(['case.noted.v1', 'case.noted.v2', 'case.noted.v3']);
  });

  it('is refused where definitions do not fit together', () => {
    const toV1 = defineEvent('case.noted.v2', z.any(), {
      upcast: { to: 'case.noted.v1', data: () => ({}) },
    });
    expect(() => createCodec([notedV1, notedV1])).to.throw(RangeError, /twice/);
    expect(() => createCodec([notedV1])).to.throw(
      RangeError,
      /case\.noted\.v2, which is not defined/,
    );
    expect(() => createCodec([notedV1, toV1])).to.throw(RangeError, /circle/);
  });
});

describe('event definition', () => {
  for (const type of ['case.noted.v1', 'water-bill.meter-read.v12'])
    it(`may be named ${type}`, () => {
      expect(defineEvent(type, z.any()).type).to.equal(type);
    });

  for (const type of [
    '',
    'case.noted',
    'case.noted.v0',
    'Case.noted.v1',
    'case.noted.v1.x',
    'case-.noted.v1',
    `${'a'.repeat(120)}.b.v1`,
  ])
    it(`may not be named "${type.slice(0, 20)}"`, () => {
      expect(() => defineEvent(type, z.any())).to.throw(RangeError, /context\.fact\.vN/);
    });
});

describe('canonical JSON', () => {
  it('takes all that JSON can say but `__proto__`, and it comes back the same', () => {
    const kept = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(kept, (value) => {
        assertCanonical(value);
        expect(sameJson(JSON.parse(canonicalJson(value)), value)).to.equal(true);
      }),
    );
  });

  it('is one text for equal data, whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: 3, c: 4 }] })).to.equal(
      '{"a":[2,{"c":4,"d":3}],"b":1}',
    );
    expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).to.equal(true);
    expect(sameJson({ a: 1 }, { a: '1' })).to.equal(false);
  });

  class Thing {
    readonly a = 1;
  }
  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['undefined', { a: { b: undefined } }, /undefined at \/a\/b/],
    ['a hole in a list', [1, , 3], /undefined at \/1/],
    ['NaN', { a: NaN }, /NaN at \/a/],
    ['infinity', [Infinity], /Infinity at \/0/],
    ['a bigint', { a: 1n }, /bigint at \/a/],
    ['a function', { a: () => 1 }, /function at \/a/],
    ['a date', { a: new Date(0) }, /class at \/a/],
    ['a map', new Map(), /class at \//],
    ['an instance of a class', { a: new Thing() }, /class at \/a/],
    ['a NUL character', { a: ['x\0y'] }, /NUL character at \/a\/0/],
    ['a NUL character in a key', { a: { 'x\0': 1 } }, /NUL character at \/a/],
    ['a lone surrogate in a key', { a: { '\udc00': 1 } }, /surrogate at \/a/],
    ['bottomless nesting', Array.from({ length: 300 }).reduce((inner) => [inner], 1), /200 deep/],
  ];
  for (const [what, value, words] of refused)
    it(`refuses ${what} and says where`, () => {
      expect(() => {
        assertCanonical(value);
      }).to.throw(NotCanonicalError, words);
    });

  it('takes objects without a prototype', () => {
    expect(() => {
      assertCanonical(Object.assign(Object.create(null) as object, { a: 1 }));
    }).not.to.throw();
  });

  it('is no text of what is no JSON', () => {
    expect(() => canonicalJson(undefined)).to.throw(RangeError);
  });
});
