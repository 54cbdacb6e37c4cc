import type { Instant } from '../../../domain/kernel/instant.js';
import { awake, earlier, lately, someMoment, type Lifetime } from '../lifetime.js';
import { createRandom, type Random } from '../random.js';
import type { Story } from '../story.js';
import { role } from '../telling.js';
import { reported, type Limits } from './complaints.js';

/** Kinds of complaint that came in last and wait for somebody to look at them. */
const fresh = [
  'garbage-not-collected',
  'overflowing-bin',
  'debris-dumped',
  'garbage-not-collected',
  'light-not-working',
  'pothole',
  'no-water',
  'mosquitoes',
  'blocked-drain',
] as const;

/** Kinds that a persona of the crew has to deal with. */
const forSunita = ['debris-dumped', 'street-not-swept', 'overflowing-bin'] as const;
const sunita = { kind: 'person', id: 'sunita.devi' };

const tries = 20;

/** Within the last day, before the present. */
function lastDay(life: Lifetime, random: Random): Instant {
  for (let left = tries; left > 0; left -= 1) {
    const moment = someMoment(life, random, 1.1);
    if (moment < life.end) return moment;
  }
  return earlier(life.end, 0.5);
}

/** What there is to do for whoever looks into the queue first: new complaints, and some in hand. */
export const workToDo = (life: Lifetime, limits: Limits): readonly Story[] => [
  ...fresh.map((type, index) => {
    const key = `fresh-${index + 1}`;
    const random = createRandom(key);
    const at = lastDay(life, random);
    const { telling } = reported(life, random, { type, limit: limits[type] ?? 1, at });
    return telling.story(key, 'complaint');
  }),
  ...forSunita.map((type, index) => {
    const key = `sunita-${index + 1}`;
    const random = createRandom(key);
    const given = lately(life, 0.5 + index);
    const at = awake(life, earlier(given, 0.8), random);
    const { telling } = reported(life, random, { type, limit: limits[type] ?? 1, at });
    return telling
      .until(given)
      .act(role('complaints-officer'), 'assign', { assignee: sunita })
      .story(key, 'complaint');
  }),
];
