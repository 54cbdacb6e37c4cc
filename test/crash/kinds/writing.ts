import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../scripts/sample/random.js';
import { eventsIn } from '../../import/folder.js';
import { lifeFaults, logFaults } from '../checker/log.js';
import { compareWithRebuild } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import { furnished } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';
import { PeopleAtWork } from '../people.js';

const clients = 8;
const longestWork = 500;
const longestStart = 900;

/** Lets people work, or the city start, for a moment that chance decides. */
async function live(city: CrashCity, people: PeopleAtWork, random: Random): Promise<void> {
  if (people.acknowledged.length > 0 && random.percent(20)) {
    city.spawn();
    return sleep(random.between(0, longestStart));
  }
  await city.start();
  await people.untilNextDone();
  return sleep(random.between(0, longestWork));
}

async function run(kills: number, random: Random): Promise<Outcome> {
  const city = await CrashCity.open(await furnished());
  const faults: string[] = [];
  let [checked, landed] = [0, 0];
  try {
    const people = await PeopleAtWork.begin(city, clients);
    for (let kill = 0; kill < kills; kill += 1) {
      const before = people.acknowledged.length;
      await live(city, people, random);
      await city.kill();
      const { acknowledged } = people;
      if (acknowledged.length > before) landed += 1;
      faults.push(...logFaults(await eventsIn(city.data), [...acknowledged]));
      const models = await compareWithRebuild(city.data);
      faults.push(...models.faults);
      checked += models.documents;
    }
    await city.start();
    await people.stop();
    await city.stop();
    const events = await eventsIn(city.data);
    faults.push(...people.faults, ...logFaults(events, people.acknowledged));
    faults.push(...lifeFaults(events, people.clients.keys));
    if (people.refused === 0) faults.push('nothing was refused');
    faults.push(...(await compareWithRebuild(city.data)).faults);
  } finally {
    await city.close();
  }
  return { kills, landed, checked, faults };
}

export const writing: Kind = { title: 'killed while people write', run };
