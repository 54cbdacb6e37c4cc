import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../scripts/sample/random.js';
import type { VersionState } from '../../../projections/read-store.js';
import type { CharterProcess } from '../../program.js';
import { compareWithRebuild, generationsBeside, versionsIn } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import { lived } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';

const models = ['cases', 'events', 'deadlines', 'service-levels'] as const;
const patience = 20_000;

/** When to kill a rebuild that has begun. */
type Moment = (city: CrashCity, rebuild: CharterProcess, random: Random) => Promise<void>;

const untilBegun = async (city: CrashCity, rebuild: CharterProcess): Promise<void> => {
  while (!rebuild.hasEnded && generationsBeside(versionsIn(city.data)).length === 0) await sleep(2);
};

/** While the new version is loaded, or the process starts. */
const whenLoading: Moment = async (city, rebuild, random) => {
  if (random.percent(20)) return sleep(random.between(0, 1_500));
  await untilBegun(city, rebuild);
  return sleep(random.between(0, 150));
};

/** When the new version is ready: before, while and after the pointer moves and the old one goes. */
const whenSwitching: Moment = async (city, rebuild, random) => {
  await untilBegun(city, rebuild);
  while (!rebuild.hasEnded && isLoading(versionsIn(city.data))) await sleep(2);
  await sleep(random.percent(50) ? random.between(0, 60) : random.between(0, 1_800));
};

const isLoading = (states: readonly VersionState[]): boolean =>
  states.some(({ status }) => status === 'loading');

/** A city that starts has one version of each read model before long: what a rebuild left is used or gone. */
async function leftovers(city: CrashCity): Promise<readonly string[]> {
  await city.start();
  const late = performance.now() + patience;
  for (;;) {
    const beside = generationsBeside(versionsIn(city.data));
    if (beside.length === 0 || performance.now() > late) {
      await city.stop();
      return beside.map(({ projection, generation }) => `${projection} ${generation} is left over`);
    }
    await sleep(100);
  }
}

async function killRebuilds(kills: number, random: Random, moment: Moment): Promise<Outcome> {
  const city = await CrashCity.open(await lived());
  const faults: string[] = [];
  let [checked, landed] = [0, 0];
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const rebuild = city.run(['rebuild', random.pick(models)]);
      await moment(city, rebuild, random);
      const { code, errors } = await rebuild.stop('SIGKILL');
      if (code !== null && code !== 0) faults.push(`it ended with ${code}: ${errors}`);
      if (generationsBeside(versionsIn(city.data)).length > 0) landed += 1;
      const compared = await compareWithRebuild(city.data);
      checked += compared.documents;
      faults.push(...compared.faults);
    }
    faults.push(...(await leftovers(city)), ...(await compareWithRebuild(city.data)).faults);
  } finally {
    await city.close();
  }
  return { kills, landed, checked, faults };
}

export const rebuilding: Kind = {
  title: 'whose rebuild is killed',
  run: (kills, random) => killRebuilds(kills, random, whenLoading),
};

export const switching: Kind = {
  title: 'killed while it switches from one version of a read model to the next',
  run: (kills, random) => killRebuilds(kills, random, whenSwitching),
};
