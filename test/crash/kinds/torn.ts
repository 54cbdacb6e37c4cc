import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Random } from '../../../scripts/sample/random.js';
import { dataFiles } from '../../../scripts/system/files.js';
import { eventsIn } from '../../import/folder.js';
import { logFaults } from '../checker/log.js';
import { compareWithRebuild } from '../checker/read-models.js';
import { commitEnds } from '../checker/wal.js';
import { CrashCity } from '../crash-city.js';
import { furnished } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';
import { PeopleAtWork } from '../people.js';

const commits = 40;
/** So many tears are tried on a process too, not only on the files. */
const startedEvery = 8;

/** A city killed at work, whose last writes are in the write-ahead log. */
async function killedAtWork(): Promise<CrashCity> {
  const city = await CrashCity.open(await furnished());
  const people = await PeopleAtWork.begin(city, 8);
  await city.start();
  while (people.acknowledged.length < commits) await sleep(20);
  await people.stop();
  await city.kill();
  return city;
}

type Tear = (path: string, at: number) => Promise<void>;

const zeroed: Tear = async (path, at) => {
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill(0, at));
};
const tears: readonly Tear[] = [truncate, zeroed];

/** What the log holds when its journal ends where a commit ends: what a tear after that must leave. */
async function leftBy(folder: string, like: string, at: number): Promise<readonly Recorded[]> {
  await cp(like, folder, { recursive: true });
  await truncate(`${dataFiles(folder).events}-wal`, at);
  return eventsIn(folder);
}

const ids = (events: readonly Recorded[]): string => events.map(({ id }) => id).join();

/** Tears the log of a copy, and holds what is left against what had been flushed before the tear. */
async function tearLog(like: string, tear: Tear, random: Random): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'charter-torn-'));
  try {
    const ends = commitEnds(`${dataFiles(like).events}-wal`);
    const at = random.whole(0, ends.at(-1) ?? 0);
    const expected = await leftBy(
      join(folder, 'whole'),
      like,
      ends.findLast((end) => end <= at) ?? 0,
    );
    const torn = join(folder, 'torn');
    await cp(like, torn, { recursive: true });
    await tear(`${dataFiles(torn).events}-wal`, at);
    const events = await eventsIn(torn);
    return ids(events) === ids(expected)
      ? logFaults(events, [])
      : [`torn at ${at}: ${events.length} events, not ${expected.length}`];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A city on torn files: it says that its read models are ahead of its log, or works; after a rebuild all is one. */
async function startTorn(like: string, tear: Tear, random: Random): Promise<readonly string[]> {
  const city = await CrashCity.open(like);
  try {
    const { events, readModels } = dataFiles(city.data);
    const path = `${random.pick([events, readModels])}-wal`;
    await tear(path, random.whole(0, commitEnds(path).at(-1) ?? 0));
    const running = city.spawn();
    const started = await Promise.race([running.ended, city.isReady()]);
    if (started === true) await city.stop();
    else if (!/Rebuild needed/.test(started.errors)) return [`it says: ${started.errors}`];
    const { code, output, errors } = await city.ended(['rebuild']);
    if (code !== 0) return [`no rebuild: ${output}${errors}`];
    return (await compareWithRebuild(city.data)).faults;
  } finally {
    await city.close();
  }
}

async function run(kills: number, random: Random): Promise<Outcome> {
  const city = await killedAtWork();
  const faults: string[] = [];
  try {
    const { length: checked } = await eventsIn(city.data);
    for (let kill = 0; kill < kills; kill += 1) {
      const tear = random.pick(tears);
      faults.push(...(await tearLog(city.data, tear, random)));
      if (kill % startedEvery === 1) faults.push(...(await startTorn(city.data, tear, random)));
    }
    return { kills, landed: kills, checked, faults };
  } finally {
    await city.close();
  }
}

export const torn: Kind = { title: 'whose files lose their end, or have zeros there', run };
