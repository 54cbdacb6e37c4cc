import { expect } from 'chai';
import fc from 'fast-check';
import { convert, createTimeReader, readTime, toCode, toMinorUnits } from './convert.js';
import { templateSchema, type ColumnTemplate } from './template.js';
import type { TimeFormat } from './schema.js';

const rome = (format: TimeFormat = 'iso') => ({ zone: 'Europe/Rome', format });

const column = (options: object): ColumnTemplate => {
  const template = templateSchema.parse({ column: 'c', ...options });
  if (template.kind !== 'column') throw new Error('not a column');
  return template.column;
};
const converted = (text: string | undefined, options: object) =>
  convert(text, column(options), rome());

describe('times of rows', () => {
  const cases: readonly (readonly [TimeFormat, string, string])[] = [
    ['iso', '2006-07-24T00:00:00+02:00', '2006-07-23T22:00:00.000Z'],
    ['iso', '2006-07-24', '2006-07-23T22:00:00.000Z'],
    ['iso', '2006-12-05 08:30', '2006-12-05T07:30:00.000Z'],
    ['dmy', '5/12/2006 8:30', '2006-12-05T07:30:00.000Z'],
    ['dmy', '05.12.2006', '2006-12-04T23:00:00.000Z'],
    ['mdy', '12/05/2006 08:30:15 PM', '2006-12-05T19:30:15.000Z'],
    ['mdy', '12/05/2006 12:00 AM', '2006-12-04T23:00:00.000Z'],
    ['epoch-seconds', '1165303800', '2006-12-05T07:30:00.000Z'],
    ['epoch-milliseconds', '1165303800123', '2006-12-05T07:30:00.123Z'],
  ];
  for (const [format, text, at] of cases)
    it(`reads ${text} as ${format}`, () => {
      expect(readTime(text, rome(format))).to.equal(at);
    });

  it('takes the first of a local time that occurs twice', () => {
    expect(readTime('2018-10-28 02:30', rome())).to.equal('2018-10-28T00:30:00.000Z');
  });

  it('moves a local time that was skipped on by the gap', () => {
    expect(readTime('2018-03-25 02:30', rome())).to.equal('2018-03-25T01:30:00.000Z');
  });

  for (const [format, text] of [
    ['iso', '24 July 2006'],
    ['dmy', '31/02/2006'],
    ['mdy', '31/12/2006'],
    ['epoch-seconds', 'yesterday'],
  ] as const)
    it(`refuses ${text} as ${format}`, () => {
      expect(() => readTime(text, rome(format))).to.throw(RangeError);
    });

  it('reads a time that it has read before as the same time', () => {
    const read = createTimeReader(rome());
    expect(read('2006-07-24')).to.equal(read('2006-07-24'));
  });
});

describe('amounts of rows', () => {
  for (const [text, cents] of [
    ['35.0', 3500],
    ['71.5', 7150],
    ['0.07', 7],
    ['1,250.50', 125_050],
    ['-2.10', -210],
    ['13', 1300],
    ['2.500', 250],
  ] as const)
    it(`reads ${text} as ${cents} cents`, () => {
      expect(toMinorUnits(text, 2)).to.equal(cents);
    });

  it('reads a decimal comma where the mapping says so', () => {
    expect(toMinorUnits('1.250,50', 2, ',')).to.equal(125_050);
  });

  for (const text of ['1.005', 'free', '1e3', '', '12.'])
    it(`refuses "${text}"`, () => {
      expect(() => toMinorUnits(text, 2)).to.throw(RangeError);
    });

  it('never rounds: what was written comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
        const text = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(toMinorUnits(text, 2)).to.equal(cents);
      }),
    );
  });
});

describe('values of columns', () => {
  it('makes a code of a name', () => {
    expect(toCode('PWDx_District 1C: Downtown')).to.equal('PWDx_District-1C-Downtown');
  });

  for (const [as, text, value] of [
    ['text', '  Boston ', 'Boston'],
    ['integer', '2131.0', 2131],
    ['number', '42.5', 42.5],
    ['boolean', 'No', false],
    ['date', '2018-03-31 23:30', '2018-03-31'],
    ['instant', '2018-03-31 23:30', '2018-03-31T21:30:00.000Z'],
  ] as const)
    it(`reads "${text}" as ${as}`, () => {
      expect(converted(text, { as })).to.equal(value);
    });

  it('has no value for a blank or one that means nothing', () => {
    expect(converted(' ', {})).to.equal(undefined);
    expect(converted(undefined, {})).to.equal(undefined);
    expect(converted('NIL', { empty: ['NIL'] })).to.equal(undefined);
  });

  it('translates by its table, and refuses what is not in it', () => {
    const map = { 'Constituent Call': 'phone' };
    expect(converted('Constituent Call', { map })).to.equal('phone');
    expect(converted('Twitter', { map, otherwise: 'chat' })).to.equal('chat');
    expect(() => converted('Twitter', { map })).to.throw('Not among the mapped values: Twitter');
    expect(() => converted('constructor', { map })).to.throw('Not among the mapped values');
  });

  for (const [as, text] of [
    ['integer', '1.5'],
    ['number', 'many'],
    ['boolean', 'perhaps'],
  ] as const)
    it(`refuses "${text}" as ${as}`, () => {
      expect(() => converted(text, { as })).to.throw(RangeError);
    });
});
