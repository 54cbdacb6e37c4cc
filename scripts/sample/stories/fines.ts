import { addLength } from '../../../domain/kernel/calendar/index.js';
import { epochMilliseconds, type Instant } from '../../../domain/kernel/instant.js';
import { earlier, later, workLater, type Lifetime } from '../lifetime.js';
import { createRandom, type Random } from '../random.js';
import { residents, type Resident } from '../residents.js';
import type { Story } from '../story.js';
import { role, Telling } from '../telling.js';
import { spotIn } from '../town.js';

const clerk = role('fines-clerk');
const officer = role('police-officer');

/** Fines in paise: without a helmet, at a red light, wrong parking, no permit for a lorry. */
const offences = [
  { article: 129, fine: 50_000, vehicleClass: 'M', words: 'Motorcycle without a helmet' },
  { article: 119, fine: 100_000, vehicleClass: 'A', words: 'Red light passed' },
  { article: 122, fine: 30_000, vehicleClass: 'A', words: 'Parked on a zebra crossing' },
  { article: 115, fine: 200_000, vehicleClass: 'C', words: 'Lorry in a street closed to lorries' },
] as const;

const postage = 4500;

interface Fine {
  readonly key: string;
  /** When its notification reached the offender; it was recorded some three weeks before. */
  readonly notifiedAt: Instant;
  readonly offender?: Resident;
}

const hour = 3_600_000;

/** Recorded, sent and notified. The letter arrives when it arrives: also on a Sunday. */
function notified(life: Lifetime, random: Random, { notifiedAt, offender }: Fine): Telling {
  const offence = random.pick(offences);
  const resident = offender ?? random.pick(residents);
  const spot = spotIn(random, 'en');
  const recorded = workLater(
    life,
    earlier(notifiedAt, random.between(14, 24)),
    random.between(0.2, 6),
  );
  const telling = new Telling(life, random, recorded).do(officer, 'submit', {
    parties: [
      {
        role: 'offender',
        kind: 'person',
        name: resident.name.en,
        ...(offender === undefined ? {} : { person: offender.id }),
      },
    ],
    answers: { article: offence.article, vehicleClass: offence.vehicleClass },
    amounts: { fine: offence.fine },
    places: [spot.place],
    summary: `${offence.words}, ${spot.street}`,
    language: 'en',
    office: 'fines-office',
  });
  telling.work(8, 40).act(clerk, 'send-fine', { input: { expense: postage } });
  const left = (epochMilliseconds(notifiedAt) - epochMilliseconds(telling.at)) / hour;
  return telling
    .pass(left)
    .act(clerk, 'insert-fine-notification', { input: { notificationType: 'P' } });
}

const cashier = role('cashier');

/** Pays all that is owed at the counter, and the fine is closed. */
function paid(telling: Telling): void {
  telling
    .do(
      cashier,
      'act',
      ({ amounts }) => ({
        action: 'payment',
        input: {
          amount: (amounts['fine'] ?? 0) + (amounts['expense'] ?? 0) - (amounts['paid'] ?? 0),
        },
      }),
      'counter',
    )
    .work(0.05, 0.2)
    .act(cashier, 'close-as-paid');
}

/** Calendar days from the notification to the penalty. */
const payWithin = 60;
const week = 7;
const hoursOfDay = 24;

/**
 * When the fine to look at was notified: 60 days later it doubles. That is after two working days from
 * the present have gone by, and before they and a week have: one can look at it on both sides of its
 * 60th day, whatever else the clock was moved for. In working time if any falls into that.
 */
export function dueSoonNotifiedAt(life: Lifetime): Instant {
  const twoDays = addLength(life.end, { workingDays: 2 }, life.calendar, 'exact');
  const first = later(earlier(twoDays, payWithin), hoursOfDay);
  const last = later(first, (week - 2) * hoursOfDay);
  const inOffice = workLater(life, first, 0.3);
  return inOffice < last ? inOffice : first;
}

interface Course {
  readonly key: string;
  /** Days ago that it was notified. */
  readonly days: number;
  readonly rest?: (telling: Telling) => void;
}

const courses: readonly Course[] = [
  { key: 'fine-unpaid', days: 75 },
  {
    key: 'fine-collected',
    days: 76,
    rest: (telling) =>
      telling
        .pass(68 * 24)
        .work(1, 9)
        .act(clerk, 'send-for-credit-collection'),
  },
  { key: 'fine-late', days: 74, rest: (telling) => paid(telling.pass(64 * 24).work(1, 20)) },
  { key: 'fine-paid', days: 40, rest: (telling) => paid(telling.work(4, 60)) },
  {
    key: 'fine-part',
    days: 30,
    rest: (telling) =>
      telling
        .work(10, 40)
        .do(cashier, 'act', { action: 'payment', input: { amount: 10_000 } }, 'counter'),
  },
  {
    key: 'fine-appeal',
    days: 33,
    rest: (telling) =>
      telling
        .work(20, 60)
        .act(clerk, 'insert-date-appeal-to-prefecture')
        .work(8, 30)
        .act(clerk, 'send-appeal-to-prefecture'),
  },
  {
    key: 'fine-won',
    days: 66,
    rest: (telling) =>
      telling
        .work(20, 60)
        .act(clerk, 'appeal-to-judge')
        .work(60, 120)
        .act(clerk, 'annul', { comment: 'The judge found the sign hidden by a tree.' }),
  },
  { key: 'fine-new', days: 12 },
];

/** Notified long ago, lately, and soon 60 days ago. @param offender whose the fine to look at is */
export function fines(life: Lifetime, offender: Resident): readonly Story[] {
  const key = 'fine-due-soon';
  const soon = { key, notifiedAt: dueSoonNotifiedAt(life), offender };
  return [
    notified(life, createRandom(key), soon).story(key, 'traffic-fine'),
    ...courses.map((course) => {
      const random = createRandom(course.key);
      const notifiedAt = workLater(life, earlier(life.end, course.days), random.between(0.1, 6));
      const telling = notified(life, random, { key: course.key, notifiedAt });
      course.rest?.(telling);
      return telling.story(course.key, 'traffic-fine');
    }),
  ];
}
