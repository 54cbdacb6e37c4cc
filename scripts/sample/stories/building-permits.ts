import { localDate } from '../../../domain/kernel/calendar/index.js';
import { someMoment, type Lifetime } from '../lifetime.js';
import { paper, paying } from '../papers.js';
import { createRandom, type Random } from '../random.js';
import { email, residents, telephone } from '../residents.js';
import type { Story } from '../story.js';
import { citizen, forParty, role, Telling } from '../telling.js';
import { spotIn } from '../town.js';

const architects = [
  { id: 'studio.meghna', name: 'Meghna Rastogi, architect' },
  { id: 'studio.ivan', name: 'Ivan Dsilva, engineer' },
] as const;

const owner = forParty('permit-clerk', 'p1');
const verifier = role('permit-verifier');
const inspector = role('permit-inspector');

export const buildingPermits = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => {
    const key = `building-permit-${index + 1}`;
    const random = createRandom(key);
    const telling = prepared(life, random, key);
    approvedByOwner(telling, random, key);
    if (random.percent(85)) checkedAndDecided(life, telling, random);
    return telling.story(key, 'building-permit');
  });

/** The owner comes to the counter: the plan is the architect's. */
function prepared(life: Lifetime, random: Random, key: string): Telling {
  const architect = random.pick(architects);
  const resident = random.pick(residents);
  const spot = spotIn(random, 'en');
  const plot = random.whole(90, 420);
  return new Telling(life, random, someMoment(life, random, 48)).do(
    citizen(architect.id),
    'submit',
    {
      parties: [
        { role: 'owner', kind: 'person', name: resident.name.en, phone: telephone(random) },
        {
          role: 'architect',
          kind: 'person',
          person: architect.id,
          name: architect.name,
          email: email({ ...resident, id: architect.id }),
        },
      ],
      answers: {
        plot_number: `P-${random.whole(10, 999)}`,
        plot_area: plot,
        work: random.weighted({ new: 45, extension: 35, alteration: 20 }),
        use: random.weighted({ home: 70, shop: 20, office: 10 }),
        built_area: Math.round(plot * random.between(0.6, 1.8)),
        floors: random.whole(1, 4),
        height: random.whole(4, 14),
        road_width: random.whole(4, 12),
        owner_address: `${spot.address}, Riverton`,
      },
      places: [spot.place],
      documents: [paper('ownership-proof', key, random)],
      summary: `Building at ${spot.address}`,
      language: 'en',
    },
  );
}

function approvedByOwner(telling: Telling, random: Random, key: string): void {
  const architect = telling.author;
  telling.wait(1, 20).act(architect, 'send-to-owner');
  telling.work(2, 30).act(owner, 'approve-as-owner');
  telling.wait(4, 40).act(architect, 'hand-in', {
    documents: ['site-plan', 'building-plan'].map((kind) => paper(kind, key, random)),
  });
}

function checkedAndDecided(life: Lifetime, telling: Telling, random: Random): void {
  const application = ['application_fee', 'application_paid'] as const;
  const cashier = role('cashier');
  telling.work(2, 20).do(cashier, 'act', paying('pay-application', random, application), 'counter');
  telling.work(6, 30).act(verifier, 'forward');
  telling.work(8, 40);
  telling.act(inspector, 'finish-inspection', {
    comment: 'Measured on site, as drawn.',
    input: { visited_on: localDate(telling.at, life.calendar.zone), conforms: true },
  });
  for (const [task, holder] of [
    ['fire_clearance', 'fire-verifier'],
    ['water_clearance', 'water-verifier'],
  ] as const)
    telling.work(4, 30).do(role(holder), 'complete-task', {
      group: 'clearances',
      task,
      input: { number: `${task === 'fire_clearance' ? 'F' : 'W'}-${random.whole(100, 999)}` },
    });
  telling.work(5, 24).act(role('permit-approver'), 'approve');
  telling
    .work(4, 40)
    .do(cashier, 'act', paying('pay-permit', random, ['permit_fee', 'permit_paid']), 'counter');
}
