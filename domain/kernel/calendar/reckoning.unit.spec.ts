import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { toEpochDay } from './civil.js';
import {
  addLength,
  calendarSchema,
  compileCalendar,
  continuousCalendar,
  endRules,
  localDate,
  workingTimeBetween,
  type Length,
} from './index.js';
import { fromEpochMilliseconds } from '../instant.js';

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
const zones = ['UTC', 'Europe/Rome', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const calendars = zones.flatMap((zone) => [office(zone), continuousCalendar(zone)]);
const calendar = fc.constantFrom(...calendars);
const moment = fc
  .integer({ min: Date.UTC(2015, 0), max: Date.UTC(2027, 0) })
  .map(fromEpochMilliseconds);
const days = fc.integer({ min: 0, max: 800 });
const length: fc.Arbitrary<Length> = fc.oneof(
  days.map((calendarDays) => ({ calendarDays })),
  days.map((workingDays) => ({ workingDays })),
  days.map((quarters) => ({ workingHours: quarters / 4 })),
  days.map((minutes) => ({ elapsed: minutes * 60_000 })),
  fc.integer({ min: 0, max: 60 }).map((months) => ({ months })),
);

describe('reckoning with periods, always', () => {
  it('working time is additive', () => {
    fc.assert(
      fc.property(moment, moment, moment, calendar, (a, b, c, on) => {
        const whole = workingTimeBetween(a, c, on);
        expect(workingTimeBetween(a, b, on) + workingTimeBetween(b, c, on)).to.equal(whole);
      }),
    );
  });

  it('working time is never more than the time that passed', () => {
    fc.assert(
      fc.property(moment, moment, calendar, (a, b, on) => {
        const passed = Math.abs(Date.parse(b) - Date.parse(a));
        expect(Math.abs(workingTimeBetween(a, b, on))).to.be.at.most(passed);
      }),
    );
  });

  it('all time is working time without a calendar', () => {
    fc.assert(
      fc.property(moment, moment, fc.constantFrom(...zones), (a, b, zone) => {
        const worked = workingTimeBetween(a, b, continuousCalendar(zone));
        expect(worked).to.equal(Date.parse(b) - Date.parse(a));
      }),
    );
  });

  it('a period of working hours holds as much working time', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 3000 * hour }), calendar, (start, work, on) => {
        const end = addLength(start, { workingHours: work / hour }, on, 'exact');
        expect(workingTimeBetween(start, end, on)).to.equal(work);
      }),
    );
  });

  it('a period of working days ends on the n-th working day after its start', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), calendar, (start, n, on) => {
        const end = addLength(start, { workingDays: n }, on, 'exact');
        const first = toEpochDay(localDate(start, on.zone));
        const last = toEpochDay(localDate(end, on.zone));
        let counted = 0;
        for (let day = first + 1; day <= last; day++) if (on.isWorkingDay(day)) counted++;
        expect(counted).to.equal(n);
        expect(on.isWorkingDay(last)).to.equal(true);
      }),
    );
  });

  it('days and months agree with Temporal', () => {
    fc.assert(
      fc.property(moment, days, fc.constantFrom(...zones), (start, n, zone) => {
        const zoned = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
        const on = continuousCalendar(zone);
        const same = (ours: string, theirs: Temporal.ZonedDateTime) =>
          expect(ours).to.equal(fromEpochMilliseconds(theirs.epochMilliseconds));
        same(addLength(start, { calendarDays: n }, on, 'exact'), zoned.add({ days: n }));
        same(addLength(start, { months: n }, on, 'exact'), zoned.add({ months: n }));
        same(addLength(start, { years: n % 50 }, on, 'exact'), zoned.add({ years: n % 50 }));
      }),
    );
  });

  it('a longer period never ends earlier', () => {
    const units = ['calendarDays', 'workingDays', 'workingHours', 'months'] as const;
    fc.assert(
      fc.property(
        moment,
        fc.tuple(fc.constantFrom(...units), fc.integer({ min: 0, max: 100 })),
        fc.constantFrom(...endRules),
        calendar,
        (start, [unit, n], rule, on) => {
          // No working hours end where they start: a rule may move that further than an hour of the next working day.
          fc.pre(unit !== 'workingHours' || n > 0);
          const ends = [n, n + 1].map((count) =>
            addLength(start, { [unit]: count } as Length, on, rule),
          );
          expect(ends[0]! <= ends[1]!).to.equal(true);
        },
      ),
    );
  });

  it('a period that starts on a later day never ends on an earlier one', () => {
    fc.assert(
      fc.property(moment, moment, length, calendar, (a, b, period, on) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const end = (start: typeof a) => localDate(addLength(start, period, on, 'exact'), on.zone);
        expect(end(first) <= end(second)).to.equal(true);
      }),
    );
  });

  it('no end rule but start-of-day makes a period shorter', () => {
    fc.assert(
      fc.property(
        moment,
        length,
        fc.constantFrom(...endRules),
        calendar,
        (start, period, rule, on) => {
          fc.pre(rule !== 'start-of-day');
          const exact = addLength(start, period, on, 'exact');
          expect(addLength(start, period, on, rule) >= exact).to.equal(true);
        },
      ),
    );
  });
});
