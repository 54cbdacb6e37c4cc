import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchClient } from './client.js';
import { below, type Line } from './line.js';
import { complaint } from './lifecycle.js';
import { measuredOf } from './samples.js';

/** Submissions a second on an ordinary day, and how many times as many come, one phase after the other. */
const mean = 40;
const phases = [1, 15, 1, 25, 2, 35, 10];
const tick = 10;

/** Submissions that arrive whether or not those before were answered. */
export async function burst(client: BenchClient, phaseSeconds: number, of: string): Promise<Line> {
  const latencies: number[] = [];
  let errors = 0;
  const sent: Promise<void>[] = [];
  const submit = async (): Promise<void> => {
    const from = performance.now();
    const { status } = await client.send('POST', '/api/cases', complaint);
    if (status !== 201) errors += 1;
    latencies.push(performance.now() - from);
  };
  const began = performance.now();
  for (const times of phases) {
    const phase = performance.now();
    for (let done = 0; done < mean * times * phaseSeconds;) {
      const due = Math.floor(((performance.now() - phase) / 1000) * mean * times);
      for (; done < Math.min(due, mean * times * phaseSeconds); done += 1) sent.push(submit());
      await sleep(tick);
    }
  }
  await Promise.all(sent);
  const { p50, p99 } = measuredOf(latencies, (performance.now() - began) / 1000);
  return {
    name: `burst of ${sent.length} submissions, up to ${Math.max(...phases)} × ${mean}/s, ${of}`,
    value: errors,
    unit: 'errors',
    p50,
    p99,
    goal: below(errors, 1, 'errors'),
  };
}
