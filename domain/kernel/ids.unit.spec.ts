import { expect } from 'chai';
import fc from 'fast-check';
import { authority, authoritySchema, contains, lineage } from './authority.js';
import {
  categoryOf,
  codeSchema,
  commandId,
  eventId,
  isPosition,
  keyOf,
  streamName,
} from './ids.js';

describe('stream name', () => {
  for (const text of ['case-7Q2M4KXP9', 'service-pb.amritsar-trade_licence', 'a-b', 'a-B.c_1-2'])
    it(`may be ${text}`, () => {
      expect(streamName(text)).to.equal(text);
    });

  for (const text of [
    '',
    'case',
    'case-',
    '-a',
    'Case-a',
    'case-a b',
    'case-a--b',
    'case-é',
    'case-a-',
    'c1-a',
    `case-${'a'.repeat(196)}`,
  ])
    it(`may not be "${text.slice(0, 20)}"`, () => {
      expect(() => streamName(text)).to.throw(RangeError, /stream name/);
    });

  it('is put together again from its category and its key', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_.]{1,20}$/);
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,12}$/),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        (category, parts) => {
          const name = streamName([category, ...parts].join('-'));
          expect(categoryOf(name)).to.equal(category);
          expect(keyOf(name)).to.equal(parts.join('-'));
        },
      ),
    );
  });
});

describe('event and command ids', () => {
  it('are lower-case UUIDs', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(eventId(uuid)).to.equal(uuid);
        expect(commandId(uuid)).to.equal(uuid);
      }),
    );
    for (const text of ['', 'x', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a'.repeat(36)]) {
      expect(() => eventId(text)).to.throw(RangeError, /UUID/);
      expect(() => commandId(text)).to.throw(RangeError, /UUID/);
    }
  });
});

describe('code', () => {
  it('starts with a letter and holds no spaces', () => {
    for (const code of ['trade-licence', 'field_inspector', 'A.1'])
      expect(codeSchema.safeParse(code).success, code).to.equal(true);
    for (const code of ['', '1a', 'a b', 'é', '-a', 'a'.repeat(81)])
      expect(codeSchema.safeParse(code).success, code).to.equal(false);
  });
});

describe('authority', () => {
  const segment = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
  const path = fc
    .array(segment, { minLength: 1, maxLength: 5 })
    .map((segments) => authority(segments.join('.')));

  it('is a dotted path in lower case', () => {
    for (const text of ['pb', 'pb.amritsar', 'it.er.bo_1'])
      expect(authoritySchema.parse(text)).to.equal(authority(text));
    for (const text of ['', '.', 'pb.', '.pb', 'pb..a', 'PB', 'p b', 'pb-a', 'a'.repeat(121)]) {
      expect(() => authority(text), text).to.throw(RangeError);
      expect(authoritySchema.safeParse(text).success, text).to.equal(false);
    }
  });

  it('contains itself and what lies below it, by whole segments', () => {
    expect(contains(authority('pb'), authority('pb.amritsar'))).to.equal(true);
    expect(contains(authority('pb.amritsar'), authority('pb.amritsar2'))).to.equal(false);
    expect(contains(authority('pb.amritsar'), authority('pb'))).to.equal(false);
  });

  it('is contained in just those of its lineage', () => {
    fc.assert(
      fc.property(path, path, (inner, outer) => {
        const above = lineage(inner);
        expect(above[0]).to.equal(inner);
        expect(above).to.have.length(inner.split('.').length);
        for (const one of above) expect(contains(one, inner)).to.equal(true);
        expect(contains(outer, inner)).to.equal(above.includes(outer));
      }),
    );
  });
});

describe('positions', () => {
  for (const text of ['0000000000000007', '00000000000a3f10', '0000000000000a10-0000000000000a08'])
    it(`can be ${text}`, () => expect(isPosition(text)).to.equal(true));
  for (const text of ['', '7', 'zz', '0000000000000007-', '000000000000000A', 'f'.repeat(17)])
    it(`can not be "${text}"`, () => expect(isPosition(text)).to.equal(false));
});
