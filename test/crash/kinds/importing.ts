import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../../scripts/root.js';
import type { Random } from '../../../scripts/sample/random.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { createMemoryEventStore } from '../../../adapters/memory/event-store.js';
import { systemClock } from '../../../commands/ports/clock.js';
import { StoreUnavailableError } from '../../../domain/kernel/faults.js';
import { importXes, noProgress } from '../../../scripts/import/index.js';
import type { CharterProcess } from '../../program.js';
import { eventsIn, headIn } from '../../import/folder.js';
import { contentOf, everyEvent, importCity, isCase } from '../../import/import-city.js';
import { logFaults } from '../checker/log.js';
import { compareWithRebuild } from '../checker/read-models.js';
import { CrashCity } from '../crash-city.js';
import type { Kind, Outcome } from '../kind.js';

const fines = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');
const words = ['import', 'xes', fines, '--mapping', mapping, '--window', '16'];

const ofCases = (events: readonly Recorded[]): readonly string[] =>
  contentOf(events.filter(isCase)).map((event) => JSON.stringify(event));

/** What is in a log that was cut off, and not in one of an import that nobody killed. */
function foreignTo(whole: ReadonlySet<string>, events: readonly Recorded[]): readonly string[] {
  const foreign = ofCases(events).filter((event) => !whole.has(event));
  return foreign.slice(0, 3).map((event) => `not of this import: ${event}`);
}

/** What a log holds when nobody kills the import: lived through in this process. */
async function importWhole(): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'charter-crash-import-'));
  const store = createMemoryEventStore({ now: systemClock.now });
  try {
    const app = importCity(store, folder);
    await importXes(fines, { mapping, publish: true, window: '16' }, app, noProgress);
    return new Set(ofCases(await everyEvent(store)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Any moment of the writing of rows, or a while after the last: read models are loaded, the rest is settled. */
async function untilMoment(
  running: CharterProcess,
  data: string,
  events: number,
  random: Random,
): Promise<void> {
  const target = random.whole(0, events + 40);
  while (!running.hasEnded && (await rowsIn(data)) < target) await sleep(5);
  await sleep(target > events ? random.between(0, 1_500) : random.between(0, 20));
}

async function rowsIn(data: string): Promise<number> {
  try {
    return Number(await headIn(data));
  } catch (error) {
    if (error instanceof StoreUnavailableError) return -1;
    throw error;
  }
}

/** Kills of one import until it is through, or there were enough. */
async function killOne(most: number, random: Random, whole: ReadonlySet<string>): Promise<Outcome> {
  const city = await CrashCity.open();
  const faults: string[] = [];
  let [kills, landed] = [0, 0];
  try {
    for (; kills < most;) {
      const running = city.run(words);
      await untilMoment(running, city.data, whole.size, random);
      const { code, errors } = await running.stop('SIGKILL');
      if (code === 0) break;
      kills += 1;
      if (code !== null) faults.push(`it ended with ${code}: ${errors}`);
      const events = await eventsIn(city.data);
      if (events.length > 0 && events.length < whole.size) landed += 1;
      faults.push(...logFaults(events, []), ...foreignTo(whole, events));
    }
    return { kills, landed, ...(await finished(city, whole, faults)) };
  } finally {
    await city.close();
  }
}

/** Goes on to the end: the same log, and its read models. */
async function finished(
  city: CrashCity,
  content: ReadonlySet<string>,
  faults: readonly string[],
): Promise<Pick<Outcome, 'checked' | 'faults'>> {
  const { code, errors } = await city.ended(words);
  const events = await eventsIn(city.data);
  const models = await compareWithRebuild(city.data);
  return {
    checked: models.documents,
    faults: [
      ...faults,
      ...(code === 0 ? [] : [`it can not go on: ${errors}`]),
      ...logFaults(events, []),
      ...foreignTo(content, events),
      ...(ofCases(events).length === content.size ? [] : ['not all of it was imported']),
      ...models.faults,
    ],
  };
}

export const importing: Kind = {
  title: 'killed while it imports history',
  run: async (kills, random) => {
    const whole = await importWhole();
    const sum = { kills: 0, landed: 0, checked: 0 };
    const faults: string[] = [];
    while (sum.kills < kills) {
      const one = await killOne(Math.min(5, kills - sum.kills), random, whole);
      sum.kills += one.kills;
      sum.landed += one.landed;
      sum.checked += one.checked;
      faults.push(...one.faults);
    }
    return { ...sum, faults };
  },
};
