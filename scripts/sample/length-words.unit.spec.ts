import { expect } from 'chai';
import { readLength } from './length-words.js';

describe('a length in words', () => {
  for (const [words, length] of [
    ['2 working days', { workingDays: 2 }],
    ['1 working hour', { workingHours: 1 }],
    ['  3  Hours ', { elapsed: 10_800_000 }],
    ['60 days', { calendarDays: 60 }],
    ['2 weeks', { calendarDays: 14 }],
    ['1 month', { months: 1 }],
  ] as const)
    it(`is read: ${words}`, () => {
      expect(readLength(words)).to.deep.equal(length);
    });

  for (const words of [
    '',
    'two days',
    '0 days',
    '-1 day',
    '1 year',
    '99999 days',
    '1 day back',
    '1 constructor',
  ])
    it(`is not: "${words}"`, () => {
      expect(readLength(words)).to.equal(undefined);
    });
});
