import { localDate } from '../../../domain/kernel/calendar/index.js';
import type { Lifetime } from '../lifetime.js';
import { paying } from '../papers.js';
import type { Random } from '../random.js';
import type { Story } from '../story.js';
import { role, type Telling } from '../telling.js';
import { applies } from './applying.js';

const verifier = role('water-verifier');
const inspector = role('water-inspector');
const approver = role('water-approver');

const endings = { connected: 60, corrected: 12, refused: 8, slow: 20 } as const;

export const waterConnections = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) =>
    waterConnection(life, `water-connection-${index + 1}`),
  );

function waterConnection(life: Lifetime, key: string): Story {
  const way = { key, party: 'applicant', counter: 'water-clerk', days: 36 };
  const { telling, random, coming } = applies(life, way, (dice, { ward, address }) => ({
    answers: answersOf(dice, `RV/${ward.slice(-1)}/${dice.whole(1000, 9999)}`),
    papers: ['identity', 'property-proof'],
    summary: `New connection, ${address}`,
  }));
  const ending = random.weighted(endings);
  if (ending === 'corrected')
    telling
      .work(2, 12)
      .act(verifier, 'ask-correction', {
        comment: 'The property number is not on the tax roll. Please check it.',
      })
      .wait(12, 90)
      .act(coming.again, 'resubmit', {
        comment: 'It is on the bill of the former owner, copy attached.',
      });
  if (ending === 'slow') telling.work(30, 70);
  telling.work(2, 14).act(verifier, 'forward');
  if (ending === 'refused')
    telling.work(6, 20).act(inspector, 'refuse', {
      comment: 'There is no main in this street yet. It is planned for next year.',
    });
  else granted(life, telling, random);
  return telling.story(key, 'water-connection');
}

const answersOf = (random: Random, property_number: string) => ({
  property_number,
  purpose: random.weighted({ domestic: 80, commercial: 15, institution: 5 }),
  pipe_size: random.pick([15, 15, 15, 20, 25]),
  taps: random.whole(2, 9),
  road_cutting: random.percent(40),
  occupants: random.whole(2, 11),
});

function granted(life: Lifetime, telling: Telling, random: Random): void {
  telling.work(5, 22);
  telling.act(inspector, 'finish-inspection', {
    input: { visited_on: localDate(telling.at, life.calendar.zone), conforms: true },
  });
  telling.work(1, 8).act(approver, 'approve');
  if (random.percent(12)) return;
  telling.work(2, 30).do(role('cashier'), 'act', paying('pay', random), 'counter');
  telling.work(6, 34).act(role('water-fitter'), 'connect', {
    input: {
      meter_number: `M-${random.whole(100_000, 999_999)}`,
      first_reading: random.whole(0, 4),
    },
  });
}
