import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/root.js';
import { environmentOfPrograms } from '../environment.js';

const program = join(root, 'dist', 'scripts', 'charter.js');

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly seconds: number;
}

function begin(words: readonly string[]): ChildProcess {
  const flags = ['--enable-source-maps', '--max-semi-space-size=64'];
  return spawn(process.execPath, [...flags, program, ...words], {
    env: environmentOfPrograms(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const collect = (stream: NodeJS.ReadableStream | null): (() => string) => {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  return () => text;
};

/** Runs `charter` to its end, or kills it when `kill` says so of what it has printed on standard error. */
export async function charter(
  words: readonly string[],
  kill?: (errors: string) => boolean,
): Promise<Run> {
  const started = performance.now();
  const child = begin(words);
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  if (kill !== undefined)
    child.stderr?.on('data', () => {
      if (kill(errors())) child.kill('SIGKILL');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  return { code, output: output(), errors: errors(), seconds };
}

export interface RunningCity {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a city and waits until it is ready. */
export async function startCity(data: string, more: readonly string[] = []): Promise<RunningCity> {
  const flags = ['--port', '0', '--requests-per-minute', '0', '--log-level', 'warn'];
  const child = begin(['start', '--data', data, ...flags, ...more]);
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const closed = once(child, 'close');
  for (;;) {
    const url = /http:\/\/[\d.:]+/.exec(output())?.[0];
    if (child.exitCode !== null) throw new Error(`It ended: ${errors()}`);
    if (url !== undefined && (await isReady(url)))
      return {
        url,
        stop: async () => {
          child.kill('SIGTERM');
          await closed;
        },
      };
    await sleep(100);
  }
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
};
