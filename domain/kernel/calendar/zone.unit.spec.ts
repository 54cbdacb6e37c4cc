import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween } from './civil.js';
import {
  endOfDay,
  instantFromLocal,
  localDate,
  localDateTime,
  startOfDay,
  zoneClock,
  zoneSchema,
} from './zone.js';
import { fromEpochMilliseconds, instant, plainDateSchema } from '../instant.js';

const zones = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Pacific/Apia',
];
const zone = fc.constantFrom(...zones);
const moment = fc
  .integer({ min: Date.UTC(1950, 0), max: Date.UTC(2100, 0) })
  .map(fromEpochMilliseconds);
const date = (text: string) => plainDateSchema.parse(text);

describe('zone', () => {
  it('shows the local date, also where the offset has half an hour', () => {
    expect(localDate(instant('2024-03-31T22:30:00Z'), 'Europe/Rome')).to.equal('2024-04-01');
    expect(localDate(instant('2024-03-31T18:29:59Z'), 'Asia/Kolkata')).to.equal('2024-03-31');
    expect(localDate(instant('2024-03-31T18:30:00Z'), 'Asia/Kolkata')).to.equal('2024-04-01');
  });

  it('starts a day at midnight, or at the clock change that skips it', () => {
    expect(startOfDay(date('2006-10-30'), 'Europe/Rome')).to.equal('2006-10-29T23:00:00.000Z');
    expect(startOfDay(date('2018-11-04'), 'America/Sao_Paulo')).to.equal(
      '2018-11-04T03:00:00.000Z',
    );
  });

  it('starts a day that a country skipped where the next one starts', () => {
    expect(startOfDay(date('2011-12-30'), 'Pacific/Apia')).to.equal(
      startOfDay(date('2011-12-31'), 'Pacific/Apia'),
    );
  });

  it('ends a day a millisecond before the next', () => {
    expect(endOfDay(date('2024-03-31'), 'Europe/Rome')).to.equal('2024-03-31T21:59:59.999Z');
  });

  const readings = [
    ['2018-07-01 14:05:09', '2018-07-01T18:05:09.000Z', 'date and time'],
    ['2018-07-01T14:05', '2018-07-01T18:05:00.000Z', 'without seconds'],
    ['2018-01-01', '2018-01-01T05:00:00.000Z', 'a date means its midnight'],
    ['2018-11-04T01:30', '2018-11-04T05:30:00.000Z', 'a time that occurs twice means the first'],
    ['2018-03-11T02:30', '2018-03-11T07:30:00.000Z', 'a skipped time is moved on by the gap'],
  ] as const;
  for (const [text, expected, why] of readings)
    it(`reads local time: ${why}`, () => {
      expect(instantFromLocal(text, 'America/New_York')).to.equal(expected);
    });

  for (const text of [
    '',
    '2018-02-30',
    '2018-13-01',
    '2018-07-01T25:00',
    'today',
    '2018-07-01T10:00Z',
  ])
    it(`refuses "${text}" as a local time`, () => {
      expect(() => instantFromLocal(text, 'UTC')).to.throw(RangeError, /like 2018-03-31/);
    });

  for (const name of ['Mars/Olympus', '+05:30', '', 'Europe/'])
    it(`refuses "${name}" as a zone`, () => {
      expect(zoneSchema.safeParse(name).success).to.equal(false);
      expect(() => zoneClock(name)).to.throw(RangeError);
    });

  it('agrees with Temporal on offset, start of day and local time, everywhere and always', () => {
    fc.assert(
      fc.property(moment, zone, (at, id) => {
        const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(id);
        expect(localDateTime(at, id)).to.equal(
          zoned.toPlainDateTime().toString({ fractionalSecondDigits: 3 }),
        );
        expect(startOfDay(localDate(at, id), id)).to.equal(
          fromEpochMilliseconds(zoned.startOfDay().epochMilliseconds),
        );
      }),
    );
  });

  it('reads back any local time as Temporal does', () => {
    fc.assert(
      fc.property(moment, zone, (at, id) => {
        const local = at.slice(0, -1);
        expect(instantFromLocal(local, id)).to.equal(
          fromEpochMilliseconds(
            Temporal.PlainDateTime.from(local).toZonedDateTime(id).epochMilliseconds,
          ),
        );
      }),
    );
  });

  it('agrees with Temporal within hours of every clock change', () => {
    const hour = 3_600_000;
    for (const id of zones) {
      let at = Temporal.Instant.from('2010-01-01T00:00Z').toZonedDateTimeISO(id);
      for (let n = 0; n < 8; n++) {
        const next = at.getTimeZoneTransition('next');
        if (next === null) break;
        at = next;
        for (const shift of [-2 * hour, -hour, -1, 0, 1, hour, 2 * hour]) {
          const there = Temporal.Instant.fromEpochMilliseconds(next.epochMilliseconds + shift);
          expect(localDateTime(instant(there.toString()), id)).to.equal(
            there.toZonedDateTimeISO(id).toPlainDateTime().toString({ fractionalSecondDigits: 3 }),
          );
        }
      }
    }
  });

  it('adds days to a date and counts them back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
        const start = date('2006-08-31');
        expect(daysBetween(start, addDays(start, days))).to.equal(days);
      }),
    );
  });
});
