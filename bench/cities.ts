import { cpSync, existsSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBareRoutes } from './baselines.js';
import { burst } from './burst.js';
import { lifecycles } from './lifecycle.js';
import { atLeast, below, measuredLine, ofBare, type Line } from './line.js';
import { liveThrough } from './many-cases.js';
import { idleMemory, soak } from './memory.js';
import { freshness, reads } from './reads.js';
import { inTurn, type Measured } from './samples.js';
import { openTown, type Town } from './town.js';

/** How much is done; a quick bench shows that the bench works, and the order of the figures. */
export interface Scale {
  readonly cases: readonly [small: number, large: number];
  readonly lifecycles: number;
  readonly reads: number;
  readonly fresh: number;
  readonly burstSeconds: number;
  readonly soakSeconds: number;
}

export const fullScale: Scale = {
  cases: [10_000, 1_000_000],
  lifecycles: 3_000,
  reads: 2_000,
  fresh: 500,
  burstSeconds: 5,
  soakSeconds: 600,
};

export const quickScale: Scale = {
  cases: [500, 2_000],
  lifecycles: 300,
  reads: 200,
  fresh: 50,
  burstSeconds: 1,
  soakSeconds: 10,
};

export interface Work {
  readonly folder: string;
  readonly scale: Scale;
  readonly note: (message: string) => void;
  /** A data folder of an earlier run with the larger number of cases, to be copied. */
  readonly kept: string | undefined;
}

const callsOfLifecycle = 3;
const rounds = 5;
const starts = 3;

interface City {
  readonly town: Town;
  /** How many cases, for people. */
  readonly of: string;
}

/**
 * Figures of a small and a large city over HTTP: the same work in both, so that they can be compared. Lifecycles are
 * measured in turn with those of the other city and with routes that do nothing.
 *
 * @param lines takes each figure as soon as it is there
 */
export async function cities(work: Work, lines: Line[]): Promise<void> {
  const { scale, note } = work;
  const all: City[] = [];
  try {
    for (const [index, cases] of scale.cases.entries())
      all.push(await openCity(cases, work, index === 1, lines));
    const [small, large] = all as [City, City];
    note('lifecycles of both cities, and routes that do nothing');
    lines.push(...(await compared(small, large, scale)));
    for (const city of all) lines.push(...(await looked(city, work)));
    note(`soak of ${scale.soakSeconds} s`);
    lines.push(...(await soak(large.town, scale.soakSeconds, large.of)));
  } finally {
    for (const { town } of all) await town.stop();
  }
}

async function openCity(cases: number, work: Work, large: boolean, lines: Line[]): Promise<City> {
  const of = `${cases.toLocaleString('en')} cases`;
  work.note(`a city of ${of}`);
  const data = await cityOf(cases, work, large, lines);
  const seconds: number[] = [];
  for (let start = 1; start < starts; start += 1) {
    const tried = await openTown(data);
    seconds.push(tried.startSeconds);
    await tried.stop();
  }
  const town = await openTown(data);
  seconds.push(town.startSeconds);
  lines.push(startLine(seconds, of));
  lines.push(await idleMemory(town, of));
  return { town, of };
}

function startLine(seconds: readonly number[], of: string): Line {
  const sorted = [...seconds].sort((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const spread = (100 * ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0))) / value;
  const goal = below(value, 2, 's');
  return { name: `start until ready, ${of}`, value, unit: 's', spread, goal };
}

async function looked({ town, of }: City, { scale, note }: Work): Promise<readonly Line[]> {
  note(`reads, ${of}`);
  const read = await reads(town.client, scale.reads, of);
  const fresh = await freshness(town.client, scale.fresh, of);
  note(`burst, ${of}`);
  return [...read, fresh, await burst(town.client, scale.burstSeconds, of)];
}

async function compared(small: City, large: City, scale: Scale): Promise<readonly Line[]> {
  const routes = await openBareRoutes();
  const live = ({ town }: City, count: number) => lifecycles(town.client, count);
  const round = (count: number) => ({
    plain: () => routes.plain(count * callsOfLifecycle),
    checked: () => routes.checked(count * callsOfLifecycle),
    inSmall: () => live(small, count),
    inLarge: () => live(large, count),
  });
  try {
    await inTurn(1, round(scale.lifecycles));
    const { plain, checked, inSmall, inLarge } = await inTurn(rounds, round(scale.lifecycles));
    const bare = { plain: plain.perSecond, checked: checked.perSecond };
    const value = inLarge.perSecond / inSmall.perSecond;
    return [
      measuredLine('bare route', 'requests/s', plain),
      measuredLine('bare route that verifies a token', 'requests/s', checked),
      ...lifecycleLines(inSmall, bare, small.of),
      ...lifecycleLines(inLarge, bare, large.of),
      {
        name: 'lifecycle in the large city, of the rate in the small one',
        value,
        unit: '',
        goal: atLeast(value, 0.9, ''),
      },
    ];
  } finally {
    routes.stop();
  }
}

function lifecycleLines(
  measured: Measured,
  bare: { readonly plain: number; readonly checked: number },
  of: string,
): readonly Line[] {
  const { perSecond: rate, p99 } = measured;
  const calls = { perSecond: rate * callsOfLifecycle };
  const requests = { value: calls.perSecond, unit: 'requests/s' };
  return [
    measuredLine(`lifecycle (3 calls, 50 clients; p99 of a call), ${of}`, 'cases/s', measured, {
      goal: atLeast(rate, 500, 'cases/s'),
    }),
    {
      name: `requests of lifecycles, ${of}`,
      ...requests,
      bare: bare.plain,
      goal: ofBare(calls, bare.plain, 0.4),
    },
    {
      name: `requests of lifecycles, beside a route that verifies a token, ${of}`,
      ...requests,
      bare: bare.checked,
    },
    {
      name: `a call of a lifecycle, ${of}`,
      value: p99,
      unit: 'ms p99',
      goal: below(p99, 100, 'ms'),
    },
  ];
}

/** Makes the city, or copies what an earlier run made; says what it took and holds. */
async function cityOf(cases: number, work: Work, large: boolean, lines: Line[]): Promise<string> {
  const data = join(work.folder, `city-${cases}`);
  const of = `${cases.toLocaleString('en')} cases`;
  if (large && work.kept !== undefined && existsSync(work.kept))
    cpSync(work.kept, data, { recursive: true });
  else {
    const { seconds, commands } = await liveThrough(data, cases, work.folder);
    const name = `import of ${commands} commands for ${of}, read models included`;
    lines.push({ name, value: commands / seconds, unit: 'commands/s' });
  }
  await writtenBack(data);
  const bytes = await sizeOf(data);
  lines.push({ name: `disk for a case, of ${of}`, value: bytes / cases / 1000, unit: 'KB' });
  return data;
}

/** What was written before is on disk, so that its writing back is no part of what is measured. */
export async function writtenBack(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name));
    await file.sync().finally(() => file.close());
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && !file.name.endsWith('-wal'))
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}
