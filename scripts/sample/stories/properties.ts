import { localDate } from '../../../domain/kernel/calendar/index.js';
import type { Lifetime } from '../lifetime.js';
import { createRandom, type Random } from '../random.js';
import type { Story } from '../story.js';
import { role } from '../telling.js';
import { applies } from './applying.js';

const verifier = role('property-verifier');
const inspector = role('property-inspector');
const approver = role('property-approver');

const endings = { registered: 70, corrected: 14, refused: 6, slow: 10 } as const;

export const properties = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => property(life, `property-${index + 1}`));

const answersOf = (random: Random, plot: number, address: string) => ({
  plot_area: plot,
  built_area: Math.round(plot * random.between(0.4, 0.9)),
  use: random.weighted({ home: 70, shop: 12, mixed: 18 }),
  acquired_by: random.weighted({ purchase: 60, inheritance: 25, gift: 8, allotment: 7 }),
  deed_number: `D-${random.whole(1000, 9999)}`,
  owner_address: `${address}, Riverton`,
});

function property(life: Lifetime, key: string): Story {
  const way = { key, party: 'owner', counter: 'property-clerk', days: 40 };
  const plot = createRandom(`${key}/plot`).whole(60, 480);
  const { telling, random, coming } = applies(life, way, (dice, { address }) => ({
    answers: answersOf(dice, plot, address),
    papers: ['deed', 'identity'],
    summary: `${plot} m², ${address}`,
  }));
  const ending = random.weighted(endings);
  if (ending === 'corrected')
    telling
      .work(4, 20)
      .act(verifier, 'ask-correction', {
        comment: 'The deed names another plot. Please send the right one.',
      })
      .wait(24, 200)
      .act(coming.again, 'resubmit', { comment: 'Here is the deed of this plot.' });
  telling.work(6, ending === 'slow' ? 90 : 30).act(verifier, 'verify');
  telling.work(10, 60);
  telling.act(inspector, 'finish-inspection', {
    input: { visited_on: localDate(telling.at, life.calendar.zone), area_found: plot },
  });
  telling.work(6, 28);
  if (ending === 'refused')
    telling.act(approver, 'refuse', { comment: 'The plot is city land. The deed is void.' });
  else telling.act(approver, 'approve');
  return telling.story(key, 'property-registration');
}
