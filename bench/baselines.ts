import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.js';
import { BenchClient } from './client.js';
import { complaint } from './lifecycle.js';
import { closedLoop, measuredOf, type Measured } from './samples.js';
import { clients } from './town.js';

const page = Buffer.alloc(4096, 1);

/** Writes and flushes pages of a file one after the other: what the disk allows one writer. */
export function flushes(folder: string, count: number): Measured {
  const file = openSync(join(folder, 'flushes'), 'w');
  const latencies: number[] = [];
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    const from = performance.now();
    writeSync(file, page, 0, page.length, index * page.length);
    fdatasyncSync(file);
    latencies.push(performance.now() - from);
  }
  closeSync(file);
  return measuredOf(latencies, (performance.now() - started) / 1000);
}

/** Routes that do nothing, asked by the same client with the same bodies. */
export interface BareRoutes {
  readonly plain: (count: number) => Promise<Measured>;
  /** With a token that is verified each time. */
  readonly checked: (count: number) => Promise<Measured>;
  readonly stop: () => void;
}

export async function openBareRoutes(): Promise<BareRoutes> {
  const child = spawn(process.execPath, [join(root, 'dist', 'bench', 'bare-route.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const [url = '', token = ''] = line.trim().split(' ');
  const client = new BenchClient(url, token, clients);
  const asking = (path: string) => (count: number) =>
    closedLoop(clients, count, () => client.post(path, complaint));
  return {
    plain: asking('/'),
    checked: asking('/checked'),
    stop: () => {
      client.close();
      child.kill();
    },
  };
}
