import { renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../../scripts/root.js';
import type { Random } from '../../../scripts/sample/random.js';
import { eventsIn } from '../../import/folder.js';
import { logFaults } from '../checker/log.js';
import { compareWithRebuild } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import { furnished } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';
import { PeopleAtWork } from '../people.js';

const preload = pathToFileURL(join(root, 'dist', 'test', 'crash', 'jumping-clock.js')).href;
const minute = 60_000;
const longestJump = 6 * 60 * minute;
const longestWork = 250;
const jumpsPerLife = 10;

/** The whole range within a day, so that nobody's token ends. */
const anOffset = (random: Random): number =>
  Math.round(random.between(-longestJump, longestJump) * random.next() ** 2);

function set(file: string, offset: number): void {
  writeFileSync(`${file}.next`, String(offset));
  renameSync(`${file}.next`, file);
}

/** A clock that jumps under a city at work, which is killed at the end of each of its lives. */
async function jumpAbout(city: CrashCity, file: string, jumps: number, random: Random) {
  const people = await PeopleAtWork.begin(city, 8);
  const faults: string[] = [];
  let landed = 0;
  for (let jump = 0; jump < jumps; jump += 1) {
    if (jump % jumpsPerLife === 0) await city.start();
    await people.untilNextDone();
    set(file, anOffset(random));
    const before = people.acknowledged.length;
    await sleep(random.between(0, longestWork));
    if (people.acknowledged.length > before) landed += 1;
    if ((jump + 1) % jumpsPerLife !== 0) continue;
    await city.kill();
    faults.push(...logFaults(await eventsIn(city.data), [...people.acknowledged]));
  }
  if (city.addresses.length === 0) await city.start();
  await people.stop();
  await city.stop();
  const events = await eventsIn(city.data);
  faults.push(...people.faults, ...logFaults(events, people.acknowledged));
  const jumped = events.some(({ recordedAt }) => Date.parse(recordedAt) > Date.now() + minute);
  return { landed: jumped ? landed : 0, faults };
}

async function run(kills: number, random: Random): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'charter-clock-'));
  const file = join(folder, 'offset');
  set(file, 0);
  const environment = { NODE_OPTIONS: `--import ${preload}`, JUMPING_CLOCK: file };
  const city = await CrashCity.open(await furnished(), environment);
  try {
    const { landed, faults } = await jumpAbout(city, file, kills, random);
    const models = await compareWithRebuild(city.data);
    return { kills, landed, checked: models.documents, faults: [...faults, ...models.faults] };
  } finally {
    await city.close();
    await rm(folder, { recursive: true });
  }
}

export const clock: Kind = { title: 'whose clock jumps back and forth', run };
