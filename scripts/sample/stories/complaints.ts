import type { Instant } from '../../../domain/kernel/instant.js';
import { comes, type Coming } from '../coming.js';
import { someMoment, someWorkingMoment, type Lifetime } from '../lifetime.js';
import { createRandom, type Random } from '../random.js';
import type { Language, Story } from '../story.js';
import { role, Telling } from '../telling.js';
import { spotIn, type Spot } from '../town.js';
import { indoors } from '../words/problems-indoors.js';
import { outdoors } from '../words/problems-outdoors.js';
import type { Problem } from '../words/problem.js';
import { done, remarks, type Remark } from '../words/remarks.js';

const problems: Readonly<Record<string, Problem>> = { ...outdoors, ...indoors };
const weights = Object.fromEntries(
  Object.entries(problems).map(([type, { weight }]) => [type, weight]),
);

const summaryLength = 120;

/** A complaint as it was made, with what its course depends on. */
export interface Complaint {
  readonly type: string;
  readonly problem: Problem;
  readonly coming: Coming;
  readonly spot: Spot;
  readonly telling: Telling;
  readonly random: Random;
  /** Working days within which its kind is to be dealt with. */
  readonly limit: number;
}

export const saying = (random: Random, remark: Remark, language: Language): string =>
  random.pick<string>(remark[language]);

/** Limits of kinds in working days, as the service publishes them. */
export type Limits = Readonly<Record<string, number>>;

const shorten = (text: string): string =>
  text.length > summaryLength ? `${text.slice(0, summaryLength - 1).trimEnd()}…` : text;

function answersOf({
  problem,
  spot,
  coming: { language },
  random,
}: Omit<Complaint, 'telling' | 'limit'>) {
  const description = random.pick<string>(problem[language]).replaceAll('{street}', spot.street);
  const { pole_number: pole, ...special } = problem.answers ?? {};
  return {
    description,
    danger: problem.danger ?? 'none',
    ...special,
    ...(pole === undefined ? {} : { pole_number: `${String(pole)}${random.whole(100, 999)}` }),
    ...(random.percent(30)
      ? { contact_time: random.pick(['morning', 'afternoon', 'evening', 'any']) }
      : {}),
  };
}

/** Somebody reports a problem. */
export function reported(
  life: Lifetime,
  random: Random,
  what: {
    readonly type: string;
    readonly limit: number;
    readonly at?: Instant;
    readonly resident?: Coming['resident'];
  },
): Complaint {
  const { type, limit, at, resident } = what;
  const problem = problems[type];
  if (problem === undefined) throw new RangeError(`Nobody reports ${type}`);
  const self = at === undefined ? {} : ({ self: true } as const);
  const known = resident === undefined ? {} : { resident };
  const coming = comes(random, { role: 'reporter', counter: 'call-taker', ...self, ...known });
  const days = 36;
  const begin =
    at ??
    (coming.inOffice ? someWorkingMoment(life, random, days) : someMoment(life, random, days));
  const spot = spotIn(random, coming.language);
  const complaint = { type, problem, coming, spot, random };
  const answers = answersOf(complaint);
  const telling = new Telling(life, random, begin).do(
    coming.by,
    'submit',
    {
      type,
      parties: [coming.party],
      answers,
      places: [spot.place],
      summary: shorten(answers.description),
      language: coming.language,
    },
    coming.channel,
  );
  return { ...complaint, telling, limit };
}

const endings = {
  done: 74,
  rejected: 6,
  duplicate: 4,
  withdrawn: 3,
  asked: 8,
  returned: 5,
} as const;

/** The complaints of five weeks. */
export function complaints(life: Lifetime, limits: Limits, count: number): readonly Story[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `complaint-${index + 1}`;
    const random = createRandom(key);
    const type = random.weighted(weights);
    const complaint = reported(life, random, { type, limit: limits[type] ?? 5 });
    courses[random.weighted(endings)](complaint);
    return complaint.telling.story(key, 'complaint');
  });
}

const officer = role('complaints-officer');
const worker = role('field-worker');
const supervisor = role('supervisor');

const courses: Readonly<Record<keyof typeof endings, (complaint: Complaint) => void>> = {
  done: (complaint) => {
    assigned(complaint);
    worked(complaint);
  },
  rejected: ({ telling, random, coming: { again, language } }) => {
    const found = random.percent(60);
    telling.work(3, 12).act(officer, 'reject', {
      comment: saying(random, found ? remarks.notFound : remarks.notOurs, 'en'),
      input: { cause: found ? 'not-found' : 'not-ours' },
    });
    if (random.percent(30))
      telling
        .wait(2, 40)
        .act(again, 'reopen', { comment: saying(random, remarks.reopened, language) });
  },
  duplicate: ({ telling, random }) => {
    telling
      .work(0.3, 6)
      .act(officer, 'mark-duplicate', { comment: saying(random, remarks.duplicate, 'en') });
  },
  withdrawn: ({ telling, random, coming: { again, language } }) => {
    telling
      .wait(3, 60)
      .act(again, 'withdraw', { comment: saying(random, remarks.withdrawn, language) });
  },
  asked: (complaint) => {
    const { telling, random, coming } = complaint;
    assigned(complaint);
    telling.work(1, 8).act(worker, 'ask', { comment: saying(random, remarks.question, 'en') });
    // One in four never answers: the complaint lapses after ten days.
    if (random.percent(25)) return;
    telling
      .wait(2, 70)
      .act(coming.again, 'answer', { comment: saying(random, remarks.answer, coming.language) });
    worked(complaint);
  },
  returned: (complaint) => {
    const { telling, random } = complaint;
    assigned(complaint);
    telling.work(1, 6).act(worker, 'return', { comment: saying(random, remarks.returned, 'en') });
    assigned(complaint);
    worked(complaint);
  },
};

/** Given to whoever of the crew has least to do, most often within the day. */
export function assigned({ telling, random }: Complaint): void {
  telling.work(0.3, random.percent(84) ? 5 : 14).act(officer, 'assign');
}

const hoursOfDay = 7.5;

/** Worked on: four of five within the limit, with a supervisor now and then, and judged at the end. */
export function worked(complaint: Complaint): void {
  const { telling, random, limit } = complaint;
  const share = random.percent(80) ? random.between(0.15, 0.7) : random.between(0.9, 2.6);
  const hours = Math.max(1, share * limit * hoursOfDay);
  if (random.percent(7)) {
    telling
      .work(hours / 3, hours / 2)
      .act(worker, 'escalate', { comment: saying(random, remarks.raised, 'en') });
    telling
      .work(1, 7)
      .act(supervisor, 'send-back', { comment: saying(random, remarks.sentBack, 'en') });
  }
  if (random.percent(12))
    telling.work(0.2, 1).do(worker, 'comment', {
      comment: saying(random, remarks.note, 'en'),
      visibility: 'internal',
    });
  telling.work(hours / 2, hours).act(worker, 'resolve', resolution(complaint));
  judged(complaint);
}

function resolution({ problem: { work }, random }: Complaint) {
  const cost = work === 'advised' || random.percent(55) ? {} : { cost: random.whole(2, 90) * 5000 };
  return { comment: saying(random, done[work], 'en'), input: { work_done: work, ...cost } };
}

function judged(complaint: Complaint): void {
  const { telling, random, coming } = complaint;
  const { again, language } = coming;
  if (random.percent(10)) {
    telling
      .wait(1, 50)
      .act(again, 'reopen', { comment: saying(random, remarks.reopened, language) });
    assigned(complaint);
    telling.work(2, 9).act(worker, 'resolve', resolution(complaint));
  }
  if (random.percent(55)) {
    const score = Number(random.weighted({ 5: 45, 4: 27, 3: 12, 2: 8, 1: 8 }));
    const comment = saying(random, score > 2 ? remarks.thanks : remarks.poor, language);
    telling.wait(1, 60).act(again, 'rate', { score, ...(random.percent(50) ? { comment } : {}) });
  }
}
