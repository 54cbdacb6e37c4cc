import { readFile, truncate, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../adapters/sqlite/driver.js';
import type { Random } from '../../../scripts/sample/random.js';
import { dataFiles } from '../../../scripts/system/files.js';
import { CrashCity } from '../crash-city.js';
import { lived } from '../grounds.js';
import type { Kind, Outcome } from '../kind.js';

const pageBytes = 8192;
const patience = 30_000;

type Damage = (path: string, random: Random) => Promise<void>;

const overwrite =
  (byte: (random: Random) => number): Damage =>
  async (path, random) => {
    const bytes = await readFile(path);
    const page = random.whole(0, bytes.length / pageBytes - 1) * pageBytes;
    for (let at = page; at < page + pageBytes; at += 1) bytes[at] = byte(random);
    await writeFile(path, bytes);
  };

const damages: readonly Damage[] = [
  async (path, random) =>
    truncate(path, random.whole(1, (await readFile(path)).length - pageBytes)),
  overwrite(() => 0),
  overwrite((random) => random.whole(0, 255)),
];

/** Puts all of the journals into the files, so that nothing hides what is wrong with them. */
function withoutJournals(data: string): void {
  const { events, readModels } = dataFiles(data);
  for (const path of [events, readModels]) {
    const db = openDatabase(path);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }
}

const saysDamaged = /is damaged: .+\. Stop the city.+(charter restore|folded from the log again)\./;
const isNoLog = /can not be used: it is no event log of Charter/;

/** What a start says within a while: on its way out, or as a check of `/readyz`. */
async function saidByStart(city: CrashCity): Promise<string> {
  const running = city.spawn();
  const late = performance.now() + patience;
  while (!running.hasEnded && performance.now() < late) {
    if (saysDamaged.test(running.errors)) return `${running.errors}${await city.readiness()}`;
    await sleep(50);
  }
  return running.errors;
}

async function damageOne(city: CrashCity, random: Random): Promise<readonly string[]> {
  const { events, readModels } = dataFiles(city.data);
  withoutJournals(city.data);
  const path = random.pick([events, readModels]);
  await random.pick(damages)(path, random);
  const { code, output } = await city.ended(['doctor']);
  const said = await saidByStart(city);
  return [
    ...(code === 3 && output.includes('damaged: ')
      ? []
      : [`the doctor says of ${path}: ${output}`]),
    ...(saysDamaged.test(said) || isNoLog.test(said) ? [] : [`the start says of ${path}: ${said}`]),
    ...(/\n {4}at /.test(said) ? [`a stack is shown: ${said}`] : []),
  ];
}

export const damaged: Kind = {
  title: 'whose files are damaged: it says so, and what to do,',
  run: async (kills, random): Promise<Outcome> => {
    const faults: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const city = await CrashCity.open(await lived());
      try {
        faults.push(...(await damageOne(city, random)));
      } finally {
        await city.close();
      }
    }
    return { kills, landed: kills, checked: kills, faults };
  },
};
