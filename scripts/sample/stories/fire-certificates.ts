import { localDate } from '../../../domain/kernel/calendar/index.js';
import type { Lifetime } from '../lifetime.js';
import { paying } from '../papers.js';
import type { Random } from '../random.js';
import type { Story } from '../story.js';
import { role, type Telling } from '../telling.js';
import { applies } from './applying.js';

const buildings: readonly (readonly [string, string, number])[] = [
  ['Lake View Apartments', 'home', 21],
  ['Green Park Flats', 'home', 16],
  ['St Thomas School', 'school', 11],
  ['Riverton Public School', 'school', 12],
  ['Sunrise Hospital', 'hospital', 18],
  ['Anand Wedding Hall', 'hall', 9],
  ['Regal Cinema', 'hall', 14],
  ['Mill Colony Warehouse', 'storage', 10],
  ['Bazaar Arcade', 'shop', 13],
  ['Canal Road Plywood Works', 'industry', 8],
];

const clerk = role('fire-clerk');
const verifier = role('fire-verifier');
const inspector = role('fire-inspector');
const approver = role('fire-approver');

export const fireCertificates = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => fireCertificate(life, `fire-${index + 1}`));

function fireCertificate(life: Lifetime, key: string): Story {
  const way = { key, party: 'applicant', counter: 'fire-clerk', days: 36 };
  const { telling, random, coming } = applies(life, way, (dice) => {
    const [building, use, height] = dice.pick(buildings);
    const floors = Math.max(1, Math.round(height / metresPerFloor));
    return {
      type: dice.weighted({ provisional: 20, final: 35, renewal: 45 }),
      answers: {
        building,
        use,
        height,
        floors,
        basement: dice.percent(30),
        occupants: dice.whole(30, 600),
        extinguishers: dice.whole(4, 40),
      },
      papers: ['building-plan', 'identity'],
      summary: building,
    };
  });
  telling.work(1, 8).act(clerk, 'confirm');
  if (random.percent(12)) return telling.story(key, 'fire-no-objection');
  telling.work(2, 24).do(role('cashier'), 'act', paying('pay', random), 'counter');
  telling.work(2, 14).act(verifier, 'forward');
  visited(life, telling, random, coming.again);
  return telling.story(key, 'fire-no-objection');
}

const metresPerFloor = 3.3;

function visited(
  life: Lifetime,
  telling: Telling,
  random: Random,
  again: Parameters<Telling['do']>[0],
): void {
  telling.work(8, 40);
  if (random.percent(25))
    telling
      .act(inspector, 'ask-site', {
        comment: 'The second staircase is locked. Please open it and call us.',
      })
      .wait(20, 160)
      .act(again, 'correct-site', { comment: 'The lock was removed.' })
      .work(6, 20);
  telling.act(inspector, 'finish-inspection', {
    input: { visited_on: localDate(telling.at, life.calendar.zone), conforms: true },
  });
  telling.work(2, 14);
  if (random.percent(8))
    telling.act(approver, 'refuse', { comment: 'There is no water for fire fighting.' });
  else telling.act(approver, 'approve');
}
