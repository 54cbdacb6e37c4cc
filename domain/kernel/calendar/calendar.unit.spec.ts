import { expect } from 'chai';
import { calendarSchema, continuousCalendar, workingTimeBetween } from './index.js';
import { compileCalendar } from './working-calendar.js';
import { fromEpochDay, toEpochDay } from './civil.js';
import { instant, plainDateSchema } from '../instant.js';

const italianHours = [
  ['09:00', '13:00'],
  ['14:00', '17:30'],
];
const office = compileCalendar(
  calendarSchema.parse({
    zone: 'Europe/Rome',
    week: { monday: italianHours, friday: italianHours },
  }),
);
const hour = 3_600_000;

const worked = (calendar: typeof office, from: string, to: string): number =>
  workingTimeBetween(instant(from), instant(to), calendar) / hour;

const isWorkingDay = (calendar: typeof office, date: string): boolean =>
  calendar.isWorkingDay(toEpochDay(plainDateSchema.parse(date)));

const nineToFive = [['09:00', '17:00']];

describe('calendar', () => {
  it('counts the intervals of a working day and nothing of a Sunday', () => {
    expect(worked(office, '2024-06-03T00:00:00+02:00', '2024-06-04T00:00:00+02:00')).to.equal(7.5);
    expect(worked(office, '2024-06-02T00:00:00+02:00', '2024-06-03T00:00:00+02:00')).to.equal(0);
  });

  it('closes on holidays of the country, of the state and on dates of its own', () => {
    const boston = compileCalendar(
      calendarSchema.parse({
        zone: 'America/New_York',
        week: { monday: nineToFive, tuesday: nineToFive, friday: nineToFive },
        holidays: {
          dates: [{ date: '2018-06-01', name: { en: 'Office move' } }],
          rules: [{ country: 'US', state: 'MA' }],
        },
      }),
    );
    expect(isWorkingDay(boston, '2018-04-16'), 'Patriots’ Day').to.equal(false);
    expect(isWorkingDay(boston, '2018-06-01'), 'own date').to.equal(false);
    expect(isWorkingDay(boston, '2018-12-25'), 'Christmas').to.equal(false);
    expect(isWorkingDay(boston, '2018-12-24'), 'optional only').to.equal(true);
    expect(isWorkingDay(boston, '2018-04-17'), 'observance only').to.equal(true);
  });

  it('closes every day of a holiday that lasts several', () => {
    const cairo = compileCalendar(
      calendarSchema.parse({
        zone: 'Africa/Cairo',
        week: { wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
        holidays: { rules: [{ country: 'EG' }] },
      }),
    );
    const days = ['2024-04-10', '2024-04-11', '2024-04-12', '2024-04-17'];
    expect(days.map((day) => isWorkingDay(cairo, day))).to.eql([false, false, false, true]);
  });

  it('closes early on a holiday that begins in the day', () => {
    const andorra = compileCalendar(
      calendarSchema.parse({
        zone: 'Europe/Andorra',
        week: {
          thursday: [
            ['09:00', '13:00'],
            ['15:00', '18:00'],
          ],
        },
        holidays: { rules: [{ country: 'AD' }] },
      }),
    );
    expect(worked(andorra, '2023-04-06T00:00:00+02:00', '2023-04-07T00:00:00+02:00')).to.equal(4);
  });

  it('lets an exception decide over holiday and weekday', () => {
    const calendar = compileCalendar(
      calendarSchema.parse({
        zone: 'UTC',
        week: { monday: nineToFive },
        holidays: { dates: [{ date: '2024-06-03', name: { en: 'Fair' } }] },
        exceptions: [
          { date: '2024-06-03', hours: [['10:00', '12:00']] },
          { date: '2024-06-08', hours: nineToFive, name: { en: 'Open Saturday' } },
          { date: '2024-06-10', hours: [] },
        ],
      }),
    );
    expect(worked(calendar, '2024-06-03T00:00:00Z', '2024-06-04T00:00:00Z')).to.equal(2);
    expect(worked(calendar, '2024-06-08T00:00:00Z', '2024-06-09T00:00:00Z')).to.equal(8);
    expect(isWorkingDay(calendar, '2024-06-10')).to.equal(false);
  });

  it('loses the skipped hour of a spring night and gains the repeated one of autumn', () => {
    const night = compileCalendar(
      calendarSchema.parse({ zone: 'Europe/Rome', week: { sunday: [['00:00', '06:00']] } }),
    );
    expect(worked(night, '2024-03-30T12:00:00Z', '2024-03-31T12:00:00Z')).to.equal(5);
    expect(worked(night, '2024-10-26T12:00:00Z', '2024-10-27T12:00:00Z')).to.equal(7);
  });

  it('has no working time in hours that a clock change skips', () => {
    const early = compileCalendar(
      calendarSchema.parse({
        zone: 'Europe/Rome',
        week: { sunday: [['02:00', '03:00']] },
      }),
    );
    expect(worked(early, '2024-03-30T12:00:00Z', '2024-03-31T12:00:00Z')).to.equal(0);
    expect(isWorkingDay(early, '2024-03-31')).to.equal(false);
  });

  it('counts all time where a service declares no calendar', () => {
    const calendar = continuousCalendar('Europe/Rome');
    expect(worked(calendar, '2024-03-01T00:00:00Z', '2024-04-01T00:00:00Z')).to.equal(31 * 24);
    expect(continuousCalendar('Europe/Rome')).to.equal(calendar);
  });

  it('is compiled once for the same data', () => {
    const data = calendarSchema.parse({ zone: 'UTC', week: { monday: nineToFive } });
    expect(compileCalendar(data)).to.equal(compileCalendar(data));
  });

  it('reckons in the first and last years that an instant can have', () => {
    const calendar = continuousCalendar('UTC');
    expect(worked(calendar, '0000-01-01T00:00:00Z', '0000-01-02T00:00:00Z')).to.equal(24);
    expect(worked(calendar, '9999-12-30T00:00:00Z', '9999-12-31T00:00:00Z')).to.equal(24);
    expect(() => fromEpochDay(3_000_000)).to.throw(RangeError);
  });

  const refused: readonly (readonly [string, object])[] = [
    ['no working time at all', { week: {} }],
    ['less than an hour a week', { week: { monday: [['09:00', '09:30']] } }],
    ['an interval that ends before it starts', { week: { monday: [['17:00', '09:00']] } }],
    [
      'overlapping intervals',
      {
        week: {
          monday: [
            ['09:00', '13:00'],
            ['12:00', '17:00'],
          ],
        },
      },
    ],
    ['a time that is none', { week: { monday: [['09:00', '25:00']] } }],
    ['an unknown weekday', { week: { monday: nineToFive, someday: nineToFive } }],
    ['an unknown zone', { zone: 'Mars/Olympus' }],
    ['a country without rules', { holidays: { rules: [{ country: 'ZZ' }] } }],
    ['a state that the country has not', { holidays: { rules: [{ country: 'US', state: 'XX' }] } }],
    ['a region without its state', { holidays: { rules: [{ country: 'US', region: 'NO' }] } }],
    [
      'a name from a prototype as state',
      { holidays: { rules: [{ country: 'US', state: 'constructor' }] } },
    ],
    ['a date that is none', { exceptions: [{ date: '2024-02-30', hours: [] }] }],
    [
      'too many holidays',
      {
        holidays: {
          dates: Array.from({ length: 2001 }, () => ({ date: '2024-01-01', name: { en: 'x' } })),
        },
      },
    ],
    ['unknown fields', { hours: [] }],
  ];
  for (const [what, data] of refused)
    it(`refuses ${what}`, () => {
      const whole = { zone: 'UTC', week: { monday: nineToFive }, ...data };
      expect(calendarSchema.safeParse(whole).success).to.equal(false);
    });

  it('takes a region of a state', () => {
    const rules = [{ country: 'US', state: 'LA', region: 'NO' }];
    const data = { zone: 'America/Chicago', week: { monday: nineToFive }, holidays: { rules } };
    expect(calendarSchema.safeParse(data).success).to.equal(true);
  });
});
