import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../scripts/root.js';
import { environmentOfPrograms } from './environment.js';

const program = join(root, 'dist', 'scripts', 'charter.js');
const flags = ['--enable-source-maps', '--max-semi-space-size=64'];

/** What a run of the command line came to. */
export interface Run {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly seconds: number;
}

/** The command line in a process of its own, with nothing of this one's settings. */
export class CharterProcess {
  #output = '';
  #errors = '';
  readonly #child: ChildProcess;
  readonly ended: Promise<Run>;

  /** @param settings environment variables of its own */
  constructor(words: readonly string[], settings: Readonly<Record<string, string>> = {}) {
    const started = performance.now();
    this.#child = spawn(process.execPath, [...flags, program, ...words], {
      env: { ...environmentOfPrograms(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.ended = once(this.#child, 'close').then(([code]) => ({
      code: code as number | null,
      output: this.#output,
      errors: this.#errors,
      seconds: (performance.now() - started) / 1000,
    }));
  }

  /** What it has said on standard output so far. */
  get output(): string {
    return this.#output;
  }

  /** What it has said on standard error so far. */
  get errors(): string {
    return this.#errors;
  }

  get id(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The address that it listens at, once it says so. */
  async url(): Promise<string> {
    for (;;) {
      const said = /http:\/\/[\d.]+:\d+/.exec(this.#output)?.[0];
      if (said !== undefined) return said;
      if (this.hasEnded) throw new Error(`It ended: ${this.#errors}`);
      await sleep(20);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Run> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** Runs `charter` to its end. */
export const charter = (
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Run> => new CharterProcess(words, settings).ended;

export interface RunningCity {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const serving = ['--port', '0', '--requests-per-minute', '0', '--log-level', 'warn'];

/** Starts a city and waits until it is ready. */
export async function startCity(data: string, more: readonly string[] = []): Promise<RunningCity> {
  const city = new CharterProcess(['start', '--data', data, ...serving, ...more]);
  const url = await ready(city);
  return {
    url,
    stop: async () => {
      await city.stop();
    },
  };
}

/** Waits until work may be sent to it. @returns its address */
export async function ready(city: CharterProcess): Promise<string> {
  const url = await city.url();
  while (!(await isReady(url))) {
    if (city.hasEnded) throw new Error(`It ended: ${city.errors}`);
    await sleep(100);
  }
  return url;
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
};
