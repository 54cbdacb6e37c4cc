import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.js';
import { CharterProcess, ready, charter } from '../test/program.js';
import { BenchClient } from './client.js';

export const authority = 'demo.riverton';
/** Connections of the load generator, each with one request at a time. */
export const clients = 50;

/** A city in a process of its own, as `npm start` runs it, and a client with every role that is needed. */
export interface Town {
  readonly client: BenchClient;
  /** Seconds from the start of the process until it is ready for work. */
  readonly startSeconds: number;
  /** Resident memory of the process, in MB (10^6 bytes). */
  readonly memory: () => Promise<number>;
  /** Events appended since it was started. */
  readonly events: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const serving = ['--empty', '--port', '0', '--requests-per-minute', '0', '--log-level', 'warn'];
const roles = 'admin,call-taker,complaints-officer,field-worker,supervisor';

/** @param settings of its environment */
export async function openTown(
  data: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Town> {
  const began = performance.now();
  const city = new CharterProcess(['start', '--data', data, ...serving], settings);
  const url = await ready(city);
  const startSeconds = (performance.now() - began) / 1000;
  const flags = ['--actor', 'bench', '--roles', roles, '--authority', authority];
  const { output } = await charter(['token', '--data', data, ...flags], settings);
  const client = new BenchClient(url, output.trim(), clients);
  return {
    client,
    startSeconds,
    memory: () => residentMemory(url),
    events: () => appendedEvents(url),
    stop: async () => {
      client.close();
      await city.stop();
    },
  };
}

const metricsOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

async function appendedEvents(url: string): Promise<number> {
  const counts = (await metricsOf(url)).matchAll(/^charter_events_appended_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function residentMemory(url: string): Promise<number> {
  const text = await metricsOf(url);
  const bytes = /^process_resident_memory_bytes (\S+)/m.exec(text)?.[1];
  if (bytes === undefined) throw new Error('The metrics say nothing of memory');
  return Number(bytes) / 1e6;
}

const json = (...path: readonly string[]): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, 'services', ...path), 'utf8')) as Record<string, unknown>;

/** Publishes complaints and what they need. */
export async function publishComplaints(client: BenchClient): Promise<void> {
  for (const set of ['office-hours', 'offices', 'areas', 'roles']) {
    const { kind, entries } = json('reference', `${set}.json`);
    for (const entry of entries as readonly object[])
      await client.post(`/api/reference/${authority}/${set}/entries`, { kind, ...entry });
  }
  const definition = json('complaint', 'service.json');
  await client.post(`/api/services/${authority}/complaint/draft`, { definition });
  await client.post(`/api/services/${authority}/complaint/versions`, {});
}
