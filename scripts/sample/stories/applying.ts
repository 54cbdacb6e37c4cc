import { comes, type Coming } from '../coming.js';
import { someMoment, someWorkingMoment, type Lifetime } from '../lifetime.js';
import { paper } from '../papers.js';
import { createRandom, type Random } from '../random.js';
import type { Body } from '../story.js';
import { Telling } from '../telling.js';
import { spotIn, type Spot } from '../town.js';

/** An application as it was handed in, and what its course depends on. */
export interface Application {
  readonly life: Lifetime;
  readonly random: Random;
  readonly telling: Telling;
  readonly coming: Coming;
  readonly spot: Spot;
}

interface Way {
  readonly key: string;
  /** Role of the party who applies. */
  readonly party: string;
  /** Role of staff who act for those without an account. */
  readonly counter: string;
  /** The last so many days. */
  readonly days: number;
  readonly wards?: readonly string[];
}

interface Contents {
  readonly answers: Body;
  readonly summary: string;
  readonly type?: string;
  /** Kinds of document. */
  readonly papers?: readonly string[];
}

/** Somebody applies, some time within the last days. */
export function applies(
  life: Lifetime,
  { key, party, counter, days, wards }: Way,
  contents: (random: Random, spot: Spot, coming: Coming) => Contents,
): Application {
  const random = createRandom(key);
  const coming = comes(random, { role: party, counter });
  const spot = spotIn(random, coming.language, wards);
  const begin = (coming.inOffice ? someWorkingMoment : someMoment)(life, random, days);
  const { papers = [], ...rest } = contents(random, spot, coming);
  const telling = new Telling(life, random, begin).do(
    coming.by,
    'submit',
    {
      ...rest,
      parties: [coming.party],
      places: [spot.place],
      documents: papers.map((kind) => paper(kind, key, random)),
      language: coming.language,
    },
    coming.channel,
  );
  return { life, random, telling, coming, spot };
}
