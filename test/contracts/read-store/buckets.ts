import { expect } from 'chai';
import type { Bucket } from '../../../projections/read-store.js';
import { filledStore, thing, type MakeReadStore } from './fixture.js';

interface Case {
  readonly zone: string;
  readonly bucket: Bucket;
  readonly title: string;
  /** Moment → its bucket. */
  readonly moments: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    title: 'days around the clock change of spring and autumn',
    zone: 'Europe/Rome',
    bucket: 'day',
    moments: {
      '2024-03-30T22:59:59.999Z': '2024-03-30',
      '2024-03-30T23:00:00.000Z': '2024-03-31',
      '2024-03-31T21:59:59.999Z': '2024-03-31',
      '2024-03-31T22:00:00.000Z': '2024-04-01',
      '2024-10-26T22:00:00.000Z': '2024-10-27',
      '2024-10-27T22:59:59.999Z': '2024-10-27',
      '2024-10-27T23:00:00.000Z': '2024-10-28',
    },
  },
  {
    title: 'hours, one skipped in spring, one twice in autumn',
    zone: 'Europe/Rome',
    bucket: 'hour',
    moments: {
      '2024-03-31T00:59:59.999Z': '2024-03-31T01:00+01:00',
      '2024-03-31T01:00:00.000Z': '2024-03-31T03:00+02:00',
      '2024-10-27T00:30:00.000Z': '2024-10-27T02:00+02:00',
      '2024-10-27T01:30:00.000Z': '2024-10-27T02:00+01:00',
    },
  },
  {
    title: 'days west of Greenwich',
    zone: 'America/New_York',
    bucket: 'day',
    moments: {
      '2024-07-01T02:00:00.000Z': '2024-06-30',
      '2024-07-01T04:00:00.000Z': '2024-07-01',
      '2024-11-03T03:59:59.999Z': '2024-11-02',
      '2024-11-03T04:00:00.000Z': '2024-11-03',
      '2024-11-04T04:59:59.999Z': '2024-11-03',
      '2024-11-04T05:00:00.000Z': '2024-11-04',
    },
  },
  {
    title: 'hours west of Greenwich',
    zone: 'America/New_York',
    bucket: 'hour',
    moments: {
      '2024-11-03T05:59:59.999Z': '2024-11-03T01:00-04:00',
      '2024-11-03T06:00:00.000Z': '2024-11-03T01:00-05:00',
    },
  },
  {
    title: 'hours where clocks stand at a half',
    zone: 'Asia/Kolkata',
    bucket: 'hour',
    moments: {
      '2024-05-01T18:29:59.999Z': '2024-05-01T23:00+05:30',
      '2024-05-01T18:30:00.000Z': '2024-05-02T00:00+05:30',
      '2024-05-01T19:29:59.999Z': '2024-05-02T00:00+05:30',
    },
  },
  {
    title: 'months where clocks stand at a half',
    zone: 'Asia/Kolkata',
    bucket: 'month',
    moments: {
      '2024-02-29T18:29:59.999Z': '2024-02',
      '2024-02-29T18:30:00.000Z': '2024-03',
      '1969-12-31T18:29:59.999Z': '1969-12',
      '1969-12-31T18:30:00.000Z': '1970-01',
    },
  },
  {
    title: 'weeks, beginning on Monday, named by it',
    zone: 'Europe/Rome',
    bucket: 'week',
    moments: {
      '2023-12-31T22:59:59.999Z': '2023-12-25',
      '2023-12-31T23:00:00.000Z': '2024-01-01',
      '2024-03-31T21:59:59.999Z': '2024-03-25',
      '2024-03-31T22:00:00.000Z': '2024-04-01',
    },
  },
  {
    title: 'quarters',
    zone: 'Europe/Rome',
    bucket: 'quarter',
    moments: {
      '2024-03-31T21:59:59.999Z': '2024-Q1',
      '2024-03-31T22:00:00.000Z': '2024-Q2',
      '2024-12-31T22:59:59.999Z': '2024-Q4',
    },
  },
  {
    title: 'years, far back and far ahead too',
    zone: 'America/New_York',
    bucket: 'year',
    moments: {
      '1883-01-01T04:00:00.000Z': '1882',
      '1950-01-01T04:59:59.999Z': '1949',
      '2024-01-01T05:00:00.000Z': '2024',
      '2101-01-01T04:59:59.999Z': '2100',
      '9999-12-31T23:59:59.999Z': '9999',
    },
  },
  {
    title: 'days of universal time',
    zone: 'UTC',
    bucket: 'day',
    moments: { '2024-03-31T23:59:59.999Z': '2024-03-31', '2024-04-01T00:00:00.000Z': '2024-04-01' },
  },
];

export function bucketCases(makeStore: MakeReadStore): void {
  describe('calendar buckets', () => {
    const documents = cases.flatMap(({ title, moments }, index) =>
      Object.keys(moments).map((dueAt, each) =>
        thing(`${index}-${each}`, index * 100 + each + 1, { state: title, dueAt, amount: 2 }),
      ),
    );
    const { collection } = filledStore(makeStore, [
      ...documents,
      thing('none', 5_000, { state: 'none' }),
    ]);

    for (const { title, zone, bucket, moments } of cases)
      it(`groups by ${bucket}: ${title} (${zone})`, async () => {
        const { rows } = await collection().aggregate({
          filter: { field: 'state', eq: title },
          groupBy: [{ field: 'dueAt', bucket, zone, as: 'when' }],
          measures: [
            { as: 'n', op: 'count' },
            { as: 'avg', op: 'avg', field: 'amount' },
            { as: 'first', op: 'min', field: 'dueAt' },
          ],
        });
        const names = [...new Set(Object.values(moments))].sort();
        expect(rows).to.deep.equal(
          names.map((when) => {
            const members = Object.keys(moments).filter((moment) => moments[moment] === when);
            return { when, n: members.length, avg: 2, first: members.sort()[0] };
          }),
        );
      });

    it('groups moments that are missing under null, beside another key', async () => {
      const { rows } = await collection().aggregate({
        filter: { field: 'state', in: ['none', 'quarters'] },
        groupBy: [
          { field: 'state' },
          { field: 'dueAt', bucket: 'year', zone: 'Europe/Rome', as: 'year' },
        ],
        measures: [{ as: 'n', op: 'count' }],
      });
      expect(rows).to.deep.equal([
        { state: 'none', year: null, n: 1 },
        { state: 'quarters', year: '2024', n: 3 },
      ]);
    });
  });
}
