import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Random } from '../../../scripts/sample/random.js';
import { dataFiles } from '../../../scripts/system/files.js';
import { eventsIn } from '../../import/folder.js';
import { lifeFaults, logFaults } from '../checker/log.js';
import { compareWithRebuild } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import { furnished } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';
import { PeopleAtWork } from '../people.js';

/** How far files may grow: a stand-in for the room on the disk. */
const allow = async (city: CrashCity, bytes: number | 'unlimited'): Promise<void> => {
  await promisify(execFile)('prlimit', ['--pid', String(city.process.id), `--fsize=${bytes}:`]);
};

const roomLeft = 200_000;
const longestFull = 400;
const patience = 10_000;

/** The disk fills up, at last in the middle of a write; nobody is told of anything that is not there. */
async function fill(city: CrashCity, people: PeopleAtWork, random: Random): Promise<boolean> {
  const { events, readModels } = dataFiles(city.data);
  const largest = Math.max(
    ...[events, `${events}-wal`, readModels, `${readModels}-wal`].map(
      (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    ),
  );
  const before = people.putOff;
  const logBytes = statSync(`${events}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  // Either the log or the read models meet the limit first.
  const size = random.percent(70) ? logBytes : largest;
  await allow(city, size + random.whole(1, roomLeft));
  const late = performance.now() + patience;
  while (people.putOff === before && performance.now() < late) await sleep(10);
  await sleep(random.between(0, longestFull));
  return people.putOff > before;
}

async function run(kills: number, random: Random): Promise<Outcome> {
  const city = await CrashCity.open(await furnished());
  const faults: string[] = [];
  let [landed, checked] = [0, 0];
  try {
    const people = await PeopleAtWork.begin(city, 8);
    await city.start();
    for (let kill = 0; kill < kills; kill += 1) {
      await people.untilNextDone();
      if (await fill(city, people, random)) landed += 1;
      if (random.percent(30)) {
        await city.kill();
        faults.push(...logFaults(await eventsIn(city.data), [...people.acknowledged]));
        await city.start();
      } else await allow(city, 'unlimited');
    }
    await people.stop();
    await city.stop();
    const events = await eventsIn(city.data);
    const models = await compareWithRebuild(city.data);
    checked = models.documents;
    faults.push(...people.faults, ...models.faults, ...logFaults(events, people.acknowledged));
    faults.push(...lifeFaults(events, people.clients.keys));
  } finally {
    await city.close();
  }
  return { kills, landed, checked, faults };
}

export const full: Kind = { title: 'whose disk is full', run };
