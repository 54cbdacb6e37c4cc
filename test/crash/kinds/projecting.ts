import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../scripts/sample/random.js';
import { dataFiles } from '../../../scripts/system/files.js';
import { headIn } from '../../import/folder.js';
import { compareWithRebuild, standsAt, versionsIn } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import { lived } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';

/** After how much of a whole start the folding begins, and ends for sure. */
const [earliest, latest] = [0.3, 1.1];

async function forgetReadModels(data: string): Promise<void> {
  const { readModels } = dataFiles(data);
  for (const suffix of ['', '-wal', '-shm']) await rm(readModels + suffix, { force: true });
}

async function secondsToFold(city: CrashCity): Promise<number> {
  await forgetReadModels(city.data);
  const begun = performance.now();
  await city.start();
  await city.kill();
  return performance.now() - begun;
}

async function run(kills: number, random: Random): Promise<Outcome> {
  const city = await CrashCity.open(await lived());
  const faults: string[] = [];
  let [checked, landed] = [0, 0];
  try {
    const whole = await secondsToFold(city);
    const head = await headIn(city.data);
    for (let kill = 0; kill < kills; kill += 1) {
      if (standsAt(versionsIn(city.data), head)) await forgetReadModels(city.data);
      city.spawn();
      await sleep(whole * random.between(earliest, latest));
      await city.kill();
      if (!standsAt(versionsIn(city.data), head)) landed += 1;
      const models = await compareWithRebuild(city.data);
      checked += models.documents;
      faults.push(...models.faults);
    }
  } finally {
    await city.close();
  }
  return { kills, landed, checked, faults };
}

export const projecting: Kind = { title: 'killed while it folds its log', run };
