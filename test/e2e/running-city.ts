import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/root.js';
import { environmentOfPrograms } from '../environment.js';

/** A sample city of its own, run as anybody would run it. */
export interface RunningCity {
  readonly url: string;
  readonly folder: string;
  /** What it told the person who started it. */
  readonly told: () => string;
  /** Ends it as Ctrl-C does and removes its folder. @throws Error when it does not end well */
  readonly stop: () => Promise<void>;
}

const announced = /at (http:\/\/\S+) {2}/;
const longestStart = 60_000;

export async function startCity(...flags: readonly string[]): Promise<RunningCity> {
  const folder = mkdtempSync(join(tmpdir(), 'charter-city-'));
  const script = join(root, 'dist', 'scripts', 'charter.js');
  const data = ['--data', join(folder, 'data'), '--port', '0', '--log-level', 'warn'];
  const child = spawn(process.execPath, [script, 'start', ...data, ...flags], {
    cwd: folder,
    env: environmentOfPrograms(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  let complained = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`No city: ${told}${complained}`)), longestStart);
    child.once('exit', () => reject(new Error(`The city ended: ${told}${complained}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const [, address] = announced.exec(told) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return { url, folder, told: () => told, stop: () => stopped(child, folder, () => complained) };
}

async function stopped(
  child: ChildProcess,
  folder: string,
  complained: () => string,
): Promise<void> {
  const ended = once(child, 'exit');
  if (child.exitCode === null) child.kill('SIGINT');
  const code = child.exitCode ?? ((await ended) as [number | null])[0];
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The city ended with ${String(code)}: ${complained()}`);
}
