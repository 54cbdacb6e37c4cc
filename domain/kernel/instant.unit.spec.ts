import { expect } from 'chai';
import fc from 'fast-check';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  instant,
  instantSchema,
  latest,
  plainDateSchema,
  storedInstant,
} from './instant.js';

const earliest = Date.parse('0000-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');
const moment = fc.integer({ min: earliest, max: last }).map(fromEpochMilliseconds);

describe('instant', () => {
  const readings: readonly (readonly [string, string])[] = [
    ['2024-05-31T14:05:09.123Z', '2024-05-31T14:05:09.123Z'],
    ['2024-05-31T14:05:09Z', '2024-05-31T14:05:09.000Z'],
    ['2024-05-31T14:05Z', '2024-05-31T14:05:00.000Z'],
    ['2024-05-31T14:05:09+05:30', '2024-05-31T08:35:09.000Z'],
    ['2024-05-31 14:05:09-04:00', '2024-05-31T18:05:09.000Z'],
    ['2024-05-31t14:05:09z', '2024-05-31T14:05:09.000Z'],
    ['2024-05-31T14:05:09.123999Z', '2024-05-31T14:05:09.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00.000Z'],
  ];
  for (const [text, expected] of readings)
    it(`reads ${text}`, () => {
      expect(instant(text)).to.equal(expected);
    });

  const none = [
    '',
    'now',
    '2024-05-31',
    '2024-05-31T14:05:09',
    '2024-02-30T10:00:00.000Z',
    '2024-02-30T10:00:00Z',
    '2023-02-29T10:00:00+01:00',
    '2024-13-01T10:00:00Z',
    '2024-05-31T24:00:00Z',
    '2024-05-31T14:60:00Z',
    '2024-05-31T14:05:60Z',
    '2024-05-31T14:05:09+24:00',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+012024-05-31T14:05:09Z',
    ' 2024-05-31T14:05:09Z',
  ];
  for (const text of none)
    it(`refuses "${text}"`, () => {
      expect(() => instant(text)).to.throw(RangeError);
      expect(instantSchema.safeParse(text).success).to.equal(false);
      expect(storedInstant.safeParse(text).success).to.equal(false);
    });

  it('is the same moment as its milliseconds', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(fromEpochMilliseconds(epochMilliseconds(at))).to.equal(at);
        expect(instant(at)).to.equal(at);
        expect(storedInstant.parse(at)).to.equal(at);
      }),
    );
  });

  it('is in order of time as text', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(a < b).to.equal(epochMilliseconds(a) < epochMilliseconds(b));
        expect(epochMilliseconds(latest(a, b))).to.equal(
          Math.max(epochMilliseconds(a), epochMilliseconds(b)),
        );
      }),
    );
  });

  it('stays within years 0 to 9999', () => {
    for (const milliseconds of [earliest - 1, last + 1, Number.NaN, Infinity])
      expect(() => fromEpochMilliseconds(milliseconds)).to.throw(RangeError, /No instant/);
  });

  it('comes out canonical of its schema, and is left as it is in stored data', () => {
    expect(instantSchema.parse('2024-05-31T14:05:09+05:30')).to.equal('2024-05-31T08:35:09.000Z');
    expect(storedInstant.safeParse('2024-05-31T14:05:09Z').success).to.equal(false);
    expect(storedInstant.safeParse(0).success).to.equal(false);
  });
});

describe('calendar date', () => {
  it('is a date that there is', () => {
    expect(plainDateSchema.parse('2024-02-29')).to.equal('2024-02-29');
    for (const text of ['2023-02-29', '2024-2-9', '29.02.2024', '2024-02-29T00:00:00Z'])
      expect(plainDateSchema.safeParse(text).success, text).to.equal(false);
  });
});
