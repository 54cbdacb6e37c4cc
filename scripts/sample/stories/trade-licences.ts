import { localDate } from '../../../domain/kernel/calendar/index.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import { comes, type Coming } from '../coming.js';
import { someMoment, someWorkingMoment, type Lifetime } from '../lifetime.js';
import { paper, paying, taxNumber } from '../papers.js';
import { createRandom, type Random } from '../random.js';
import type { Body, Story } from '../story.js';
import { role, Telling } from '../telling.js';
import { spotIn } from '../town.js';

interface Trade {
  readonly names: readonly [string, ...string[]];
  readonly answers?: Body;
  /** Documents that this trade needs beside the usual ones. */
  readonly papers?: readonly string[];
  readonly dangerous?: string;
}

const trades: Readonly<Record<string, Trade>> = {
  restaurant: {
    names: ['Riverside Thali House', 'Ghat View Restaurant', 'New Punjab Dhaba'],
    answers: { kitchen_fuel: 'gas', seats: 40 },
    papers: ['food-safety', 'fire-clearance'],
    dangerous: 'Four gas cylinders of 19 kg in a cage behind the kitchen',
  },
  bakery: {
    names: ['Golden Crust Bakery', 'Daily Bread'],
    answers: { kitchen_fuel: 'electric' },
    papers: ['food-safety'],
  },
  'food-stall': {
    names: ['Chaat Corner', 'Idli Cart No. 7', 'Sharma Tea Stall'],
    answers: { kitchen_fuel: 'solid' },
    papers: ['food-safety'],
  },
  grocery: { names: ['Ganga Kirana Store', 'Annapurna Provision Store', 'Fair Price Mart'] },
  clothing: { names: ['Kabira Textiles', 'Weavers Cooperative Shop'] },
  pharmacy: { names: ['City Care Pharmacy', 'Sanjeevani Medical Hall'], papers: ['drug-licence'] },
  hardware: { names: ['Bharat Hardware', 'Nut and Bolt'] },
  salon: { names: ['Lotus Beauty Salon', 'Star Gents Salon'] },
  'repair-shop': { names: ['Two Wheel Repairs', 'Mobile Doctor'] },
  'guest-house': { names: ['Lake Side Guest House', 'Pilgrim Rest House'], answers: { rooms: 12 } },
  workshop: {
    names: ['Precision Turning Works', 'Mill Colony Welding'],
    answers: { machines_kw: 15 },
  },
  'flour-mill': { names: ['Chakki No. 1 Flour Mill'], answers: { machines_kw: 11 } },
};

const applicant = { role: 'applicant', counter: 'licence-clerk' };
const verifier = role('licence-verifier');
const inspector = role('licence-inspector');
const approver = role('licence-approver');

/** An application as it was handed in. */
interface Application {
  readonly life: Lifetime;
  readonly random: Random;
  readonly telling: Telling;
  readonly coming: Coming;
  readonly dangerous: boolean;
}

function formOf(random: Random, type: string, trade: Trade, address: string): Body {
  const { names, answers, dangerous } = trade;
  return {
    tax_number: taxNumber(random),
    home_address: `${address}, Riverton`,
    business_name: random.pick<string>(names),
    structure: random.percent(80) ? 'proprietorship' : 'company',
    employees: random.whole(0, 14),
    premises_address: address,
    ownership: 'own',
    floor_area: type === 'food-stall' ? random.whole(4, 18) : random.whole(18, 180),
    dangerous_goods: dangerous !== undefined,
    ...(dangerous === undefined ? {} : { goods_stored: dangerous }),
    licence_years: random.pick([1, 1, 2, 3]),
    declaration: true,
    ...answers,
  };
}

interface Wish {
  readonly key: string;
  readonly type?: string;
  readonly at?: Instant;
  readonly resident?: Coming['resident'];
}

function applied(
  life: Lifetime,
  random: Random,
  { key, type: wished, at, resident }: Wish,
): Application {
  const type = wished ?? random.pick(Object.keys(trades));
  const trade = trades[type] ?? { names: ['Shop'] };
  const coming = comes(random, resident === undefined ? applicant : { ...applicant, resident });
  const begin =
    at ?? (coming.inOffice ? someWorkingMoment(life, random, 36) : someMoment(life, random, 36));
  const spot = spotIn(random, 'en');
  const answers = formOf(random, type, trade, spot.address);
  const papers = ['identity', 'premises-proof', ...(trade.papers ?? [])];
  const telling = new Telling(life, random, begin).do(
    coming.by,
    'submit',
    {
      type,
      parties: [coming.party],
      answers,
      places: [spot.place],
      documents: papers.map((kind) => paper(kind, key, random)),
      summary: String(answers['business_name']),
      language: coming.language,
    },
    coming.channel,
  );
  return { life, random, telling, coming, dangerous: trade.dangerous !== undefined };
}

const endings = { granted: 58, corrected: 14, refused: 7, unpaid: 11, slow: 10 } as const;

export const tradeLicences = (life: Lifetime, count: number): readonly Story[] =>
  Array.from({ length: count }, (_, index) => {
    const key = `trade-licence-${index + 1}`;
    const random = createRandom(key);
    const application = applied(life, random, { key });
    courses[random.weighted(endings)](application);
    return application.telling.story(key, 'trade-licence');
  });

/** The persona's own: granted a few days ago, and waiting for its fee. */
export function abdulsLicence(life: Lifetime, at: Instant, resident: Coming['resident']): Story {
  const key = 'trade-licence-abdul';
  const application = applied(life, createRandom(key), { key, type: 'grocery', at, resident });
  checked(application);
  inspected(application);
  approved(application);
  return application.telling.story(key, 'trade-licence');
}

const courses: Readonly<Record<keyof typeof endings, (application: Application) => void>> = {
  granted: (application) => {
    checked(application);
    inspected(application);
    approved(application);
    application.telling
      .work(1, 30)
      .do(role('cashier'), 'act', paying('pay', application.random), 'counter');
  },
  corrected: (application) => {
    const { telling, coming } = application;
    telling.work(1, 10).act(verifier, 'ask-correction', {
      comment: 'The proof of the premises is not readable. Please send a clear copy.',
    });
    telling.wait(20, 120).act(coming.again, 'resubmit', { comment: 'A new copy is attached.' });
    courses.granted(application);
  },
  refused: (application) => {
    checked(application);
    inspected(application, false);
    application.telling.work(3, 14).act(approver, 'refuse', {
      comment: 'The premises lie in a residential street where this trade is not allowed.',
    });
  },
  unpaid: (application) => {
    checked(application);
    inspected(application);
    approved(application);
  },
  slow: (application) => {
    application.telling.work(40, 90);
    courses.unpaid(application);
  },
};

const checked = ({ telling }: Application): void => {
  telling.work(2, 18).act(verifier, 'forward');
};

/** The visit, and the one of the fire service where dangerous goods are kept, end the inspection by themselves. */
function inspected({ life, telling, random, dangerous }: Application, conforms = true): void {
  const complete = (task: string, input: Body) => ({ group: 'inspection', task, input });
  telling.work(6, 34);
  const visited_on = localDate(telling.at, life.calendar.zone);
  if (dangerous)
    telling.do(
      role('fire-inspector'),
      'complete-task',
      complete('fire_check', { extinguishers: random.whole(2, 6), exits_clear: true }),
    );
  telling.work(0.5, 3).do(
    inspector,
    'complete-task',
    complete('site_visit', {
      visited_on,
      conforms,
      ...(conforms ? {} : { remarks: 'A flat on the ground floor, no separate entrance.' }),
    }),
  );
}

const approved = ({ telling }: Application): void => {
  telling.work(2, 16).act(approver, 'approve');
};
