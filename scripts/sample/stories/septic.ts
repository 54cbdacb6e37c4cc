import { someWorkingMoment, type Lifetime } from '../lifetime.js';
import { localDate } from '../../../domain/kernel/calendar/index.js';
import { paying } from '../papers.js';
import { createRandom, type Random } from '../random.js';
import type { Story } from '../story.js';
import { role, staff, Telling, vendor } from '../telling.js';
import { applies } from './applying.js';

const clerkRole = 'sanitation-clerk';
const clerk = role(clerkRole);

interface Operator {
  readonly id: string;
  readonly office: string;
  /** Who schedules its trips. */
  readonly clerkOf: string;
  readonly vehicles: readonly [string, ...string[]];
  readonly wards: readonly string[];
}

const operators: readonly Operator[] = [
  {
    id: 'northern-tankers',
    office: 'sanitation-north',
    clerkOf: 'deepak.rawat',
    vehicles: ['RV01TK1107', 'RV01TK1112'],
    wards: ['ward-1', 'ward-2', 'ward-3', 'ward-4'],
  },
  {
    id: 'lakeside-services',
    office: 'sanitation-south',
    clerkOf: 'nisha.menon',
    vehicles: ['RV01TK2203'],
    wards: ['ward-5', 'ward-6', 'ward-7', 'ward-8'],
  },
];

export const septicRequests = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => septicRequest(life, `septic-${index + 1}`));

function septicRequest(life: Lifetime, key: string): Story {
  const dice = createRandom(`${key}/tank`);
  const operator = dice.pick(operators);
  const volume = dice.whole(3, 18) * 500;
  const { wards } = operator;
  const way = { key, party: 'applicant', counter: 'sanitation-clerk', days: 35, wards };
  const { telling, random, coming } = applies(life, way, (own, { address }, { language }) => ({
    answers: {
      property: own.weighted({ home: 70, flats: 12, shop: 12, institution: 6 }),
      tank: own.weighted({ 'septic-tank': 80, 'twin-pit': 15, unknown: 5 }),
      volume,
      road_width: own.whole(3, 9),
    },
    summary: `${volume} ${language === 'hi' ? 'लीटर' : 'litres'}, ${address}`,
  }));
  telling.work(0.3, 5).act(clerk, 'confirm');
  // One in eight never pays: the request is dropped after a week.
  if (!random.percent(12)) {
    telling.work(0.5, 12).do(role('cashier'), 'act', paying('pay', random), 'counter');
    emptied(telling, random, operator, volume);
    if (random.percent(45))
      telling.wait(2, 90).act(coming.again, 'rate', { score: random.whole(3, 5) });
  }
  return telling.story(key, 'septic-tank-emptying');
}

function emptied(
  telling: Telling,
  random: Random,
  { id, vehicles }: Operator,
  volume: number,
): void {
  const assignee = { kind: 'vendor', id };
  telling.work(0.4, 5).act(clerk, 'allot', { assignee });
  if (random.percent(15)) {
    telling.work(0.3, 3).act(vendor(id, clerkRole), 'decline', {
      comment: 'Both vehicles are in the workshop today.',
    });
    telling.work(4, 9).act(clerk, 'allot-again', { assignee });
  }
  telling
    .work(0.2, 3)
    .act(vendor(id, clerkRole), 'accept', { input: { vehicle: random.pick<string>(vehicles) } });
  telling.work(2, 12).act(vendor(id, clerkRole), 'complete', { input: { litres: volume } });
}

export const vehicleTrips = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => {
    const key = `trip-${index + 1}`;
    const random = createRandom(key);
    const { id, office, clerkOf, vehicles } = random.pick(operators);
    const vehicle = random.pick<string>(vehicles);
    const litres = random.whole(6, 12) * 500;
    const telling = new Telling(life, random, someWorkingMoment(life, random, 35)).do(
      staff(clerkOf),
      'submit',
      {
        office,
        answers: { vehicle, capacity: 6000, trips_planned: 1 },
        summary: `${vehicle}, ${localDate(life.end, life.calendar.zone).slice(0, 4)}-${index + 1}`,
        language: 'en',
      },
    );
    telling.work(0.02, 0.1).do(clerk, 'assign', { assignee: { kind: 'vendor', id } });
    telling.work(0.5, 4).act(vendor(id, clerkRole), 'load', { input: { litres } });
    telling.work(0.5, 3);
    if (random.percent(10))
      telling.act(role('plant-operator'), 'turn-away', {
        comment: 'The load is not from a septic tank.',
      });
    else telling.act(role('plant-operator'), 'dispose', { input: { litres } });
    return telling.story(key, 'septic-vehicle-trip');
  });
