import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addLength,
  calendarSchema,
  compileCalendar,
  lengthSchema,
  type EndRule,
  type Length,
} from './index.js';
import { fromEpochMilliseconds, instant } from '../instant.js';

const hour = 3_600_000;
const italianHours = [
  ['09:00', '13:00'],
  ['14:00', '17:30'],
];
const office = (zone: string) =>
  compileCalendar(
    calendarSchema.parse({
      zone,
      week: {
        monday: italianHours,
        tuesday: italianHours,
        wednesday: italianHours,
        thursday: italianHours,
        friday: [['09:00', '13:00']],
      },
      holidays: { rules: [{ country: 'IT' }] },
    }),
  );
const rome = office('Europe/Rome');
const add = (start: string, length: Length, endRule: EndRule = 'exact', calendar = rome): string =>
  addLength(instant(start), length, calendar, endRule);

describe('addLength', () => {
  const cases: readonly (readonly [string, string, Length, EndRule, string])[] = [
    [
      '60 calendar days from local midnight end at local midnight, over the end of summer time',
      '2006-08-31T00:00:00+02:00',
      { calendarDays: 60 },
      'exact',
      '2006-10-30T00:00:00+01:00',
    ],
    [
      'elapsed time ignores the clock change',
      '2006-08-31T00:00:00+02:00',
      { elapsed: 60 * 24 * hour },
      'exact',
      '2006-10-29T23:00:00+01:00',
    ],
    [
      'no days at all end at the start',
      '2024-06-01T10:00:00Z',
      { calendarDays: 0 },
      'exact',
      '2024-06-01T10:00:00Z',
    ],
    [
      'a month from 31 January ends on the last of February',
      '2024-01-31T10:00:00+01:00',
      { months: 1 },
      'exact',
      '2024-02-29T10:00:00+01:00',
    ],
    [
      'a month over the start of summer time keeps the local time',
      '2024-03-05T10:00:00+01:00',
      { months: 1 },
      'exact',
      '2024-04-05T10:00:00+02:00',
    ],
    [
      'a year from 29 February ends on the 28th',
      '2024-02-29T10:00:00+01:00',
      { years: 1 },
      'exact',
      '2025-02-28T10:00:00+01:00',
    ],
    [
      'a skipped local time is moved on by the gap',
      '2024-03-30T02:30:00+01:00',
      { calendarDays: 1 },
      'exact',
      '2024-03-31T03:30:00+02:00',
    ],
    [
      'a working day from Friday ends on Monday',
      '2024-06-07T15:00:00+02:00',
      { workingDays: 1 },
      'exact',
      '2024-06-10T15:00:00+02:00',
    ],
    [
      'a working day from Saturday ends on Monday',
      '2024-06-08T10:00:00+02:00',
      { workingDays: 1 },
      'exact',
      '2024-06-10T10:00:00+02:00',
    ],
    [
      'working days step over holidays and the turn of the year',
      '2024-12-24T10:00:00+01:00',
      { workingDays: 4 },
      'exact',
      '2025-01-02T10:00:00+01:00',
    ],
    [
      'working hours run from opening, over the pause',
      '2024-06-05T08:00:00+02:00',
      { workingHours: 5 },
      'exact',
      '2024-06-05T15:00:00+02:00',
    ],
    [
      'working hours used up at closing end at closing',
      '2024-06-05T09:00:00+02:00',
      { workingHours: 7.5 },
      'exact',
      '2024-06-05T17:30:00+02:00',
    ],
    [
      'working hours run on over the weekend',
      '2024-06-07T12:30:00+02:00',
      { workingHours: 1.25 },
      'exact',
      '2024-06-10T09:45:00+02:00',
    ],
    [
      'no working hours end at the start, even at night',
      '2024-06-07T23:00:00+02:00',
      { workingHours: 0 },
      'exact',
      '2024-06-07T23:00:00+02:00',
    ],
    [
      'the start of the day',
      '2024-06-07T12:30:00+02:00',
      { calendarDays: 1 },
      'start-of-day',
      '2024-06-08T00:00:00+02:00',
    ],
    [
      'the end of the day is its last millisecond',
      '2024-06-07T12:30:00+02:00',
      { calendarDays: 1 },
      'end-of-day',
      '2024-06-08T23:59:59.999+02:00',
    ],
    [
      'the closing hour of the same day',
      '2024-06-04T12:30:00+02:00',
      { calendarDays: 1 },
      'end-of-working-day',
      '2024-06-05T17:30:00+02:00',
    ],
    [
      'after closing, the closing hour of the next working day',
      '2024-06-06T18:00:00+02:00',
      { calendarDays: 1 },
      'end-of-working-day',
      '2024-06-10T17:30:00+02:00',
    ],
    [
      'an end on a working day stays',
      '2024-06-06T18:00:00+02:00',
      { calendarDays: 1 },
      'next-working-day',
      '2024-06-07T18:00:00+02:00',
    ],
    [
      'an end on a Saturday rolls to Monday, at the same time',
      '2024-06-07T18:00:00+02:00',
      { calendarDays: 1 },
      'next-working-day',
      '2024-06-10T18:00:00+02:00',
    ],
    [
      'an end on a holiday rolls to the end of the next working day',
      '2024-12-23T18:00:00+01:00',
      { calendarDays: 2 },
      'end-of-next-working-day',
      '2024-12-27T23:59:59.999+01:00',
    ],
  ];
  for (const [behaviour, start, length, endRule, expected] of cases)
    it(behaviour, () => {
      expect(add(start, length, endRule)).to.equal(instant(expected));
    });

  it('keeps 60 days from local midnight at local midnight for any day of a century', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), (offset) => {
        const date = Temporal.PlainDate.from('1990-01-01').add({ days: offset });
        const midnight = (day: Temporal.PlainDate) =>
          fromEpochMilliseconds(day.toZonedDateTime('Europe/Rome').epochMilliseconds);
        expect(add(midnight(date), { calendarDays: 60 })).to.equal(
          midnight(date.add({ days: 60 })),
        );
      }),
    );
  });

  it('refuses an end after the year 9999', () => {
    expect(() => add('9990-06-01T00:00:00Z', { years: 100 })).to.throw(RangeError);
    expect(() => add('9999-12-30T00:00:00Z', { workingHours: 100 })).to.throw(RangeError);
    expect(() => add('9999-12-30T00:00:00Z', { workingDays: 100 })).to.throw(RangeError);
  });

  for (const length of [
    {},
    { calendarDays: -1 },
    { calendarDays: 1.5 },
    { calendarDays: 40_000 },
    { workingHours: 20_001 },
    { months: 1, years: 1 },
    { weeks: 1 },
  ])
    it(`refuses ${JSON.stringify(length)} as a length`, () => {
      expect(lengthSchema.safeParse(length).success).to.equal(false);
    });
});
