import { setTimeout as sleep } from 'node:timers/promises';
import type { Line } from './line.js';
import { below } from './line.js';
import { live } from './lifecycle.js';
import type { Town } from './town.js';

const soakClients = 10;
const restBetween = 50;

/** Resident memory while nothing happens, after a while in which what starting needed is given back. */
export async function idleMemory(town: Town, of: string): Promise<Line> {
  await sleep(30_000);
  const value = await town.memory();
  return { name: `memory idle, ${of}`, value, unit: 'MB', goal: below(value, 250, 'MB') };
}

/** Memory under an even load: at its most, and how much more the last third needed than the second. */
export async function soak(town: Town, seconds: number, of: string): Promise<Line[]> {
  const until = performance.now() + seconds * 1000;
  const samples: number[] = [];
  const sampling = (async () => {
    while (performance.now() < until) {
      samples.push(await town.memory());
      await sleep((seconds * 1000) / 60);
    }
  })();
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      await live(town.client, () => undefined);
      await sleep(restBetween);
    }
  };
  await Promise.all([sampling, ...Array.from({ length: soakClients }, client)]);
  const third = Math.floor(samples.length / 3);
  const most = Math.max(...samples);
  const growth = 100 * (mean(samples.slice(-third)) / mean(samples.slice(third, 2 * third)) - 1);
  return [
    { name: `memory at most in ${seconds} s of load, ${of}`, value: most, unit: 'MB' },
    {
      name: `growth of memory from the second to the last third of ${seconds} s, ${of}`,
      value: growth,
      unit: '%',
      goal: below(growth, 5, '%'),
    },
  ];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
