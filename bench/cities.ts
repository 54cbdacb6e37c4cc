import { cpSync, existsSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bareRoutes, type BareRoutes } from './baselines.js';
import { burst } from './burst.js';
import { lifecycles } from './lifecycle.js';
import { atLeast, below, measuredLine, ofBare, type Line } from './line.js';
import { liveThrough } from './many-cases.js';
import { idleMemory, soak } from './memory.js';
import { freshness, reads } from './reads.js';
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

/**
 * Figures of a small and a large city over HTTP: the same work in both, so that they can be compared.
 *
 * @param lines takes each figure as soon as it is there
 */
export async function cities(work: Work, lines: Line[]): Promise<void> {
  const { scale, note } = work;
  note('a route that does nothing');
  const bare = await bareRoutes(scale.lifecycles * callsOfLifecycle);
  lines.push(
    measuredLine('bare route', 'requests/s', bare.plain),
    measuredLine('bare route that verifies a token', 'requests/s', bare.checked),
  );
  const rates: number[] = [];
  for (const [index, cases] of scale.cases.entries()) {
    const of = `${cases.toLocaleString('en')} cases`;
    note(`a city of ${of}`);
    const data = await cityOf(cases, work, index === 1, lines);
    const town = await openTown(data);
    try {
      lines.push(...starting(town, of), await idleMemory(town, of));
      note(`lifecycles, ${of}`);
      const { lines: lived, rate } = await lifecycleLines(town, scale, bare, of);
      rates.push(rate);
      lines.push(...lived);
      note(`reads, ${of}`);
      lines.push(...(await reads(town.client, scale.reads, of)));
      lines.push(await freshness(town.client, scale.fresh, of));
      note(`burst, ${of}`);
      lines.push(await burst(town.client, scale.burstSeconds, of));
      if (index === 1) {
        note(`soak of ${scale.soakSeconds} s`);
        lines.push(...(await soak(town, scale.soakSeconds, of)));
      }
    } finally {
      await town.stop();
    }
  }
  const [small = 1, large = 0] = rates;
  const name = 'lifecycle in the large city, of the rate in the small one';
  const value = large / small;
  lines.push({ name, value, unit: '', goal: atLeast(value, 0.9, '') });
}

const starting = ({ startSeconds: value }: Town, of: string): Line[] => [
  { name: `start until ready, ${of}`, value, unit: 's', goal: below(value, 2, 's') },
];

async function lifecycleLines(town: Town, scale: Scale, bare: BareRoutes, of: string) {
  const measured = await lifecycles(town.client, scale.lifecycles);
  const { perSecond: rate } = measured;
  const calls = { perSecond: rate * callsOfLifecycle };
  const lines: Line[] = [
    measuredLine(`lifecycle (3 calls, 50 clients; p99 of a call), ${of}`, 'cases/s', measured, {
      goal: atLeast(rate, 500, 'cases/s'),
    }),
    {
      name: `requests of lifecycles, ${of}`,
      value: calls.perSecond,
      unit: 'requests/s',
      bare: bare.plain.perSecond,
      goal: ofBare(calls, bare.plain.perSecond, 0.4),
    },
    {
      name: `requests of lifecycles, beside a route that verifies a token, ${of}`,
      value: calls.perSecond,
      unit: 'requests/s',
      bare: bare.checked.perSecond,
    },
    {
      name: `a call of a lifecycle, ${of}`,
      value: measured.p99,
      unit: 'ms p99',
      goal: below(measured.p99, 100, 'ms'),
    },
  ];
  return { lines, rate };
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
