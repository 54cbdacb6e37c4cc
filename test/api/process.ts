import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { environmentOfPrograms } from '../environment.js';

const charter = fileURLToPath(new URL('../../scripts/charter.js', import.meta.url));

/** What a run of the command line came to. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line in a process of its own, with nothing of this one's settings. */
export class CharterProcess {
  #out = '';
  #err = '';
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(...args: readonly string[]) {
    this.#child = spawn(process.execPath, ['--enable-source-maps', charter, ...args], {
      env: environmentOfPrograms(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (text) => (this.#out += String(text)));
    this.#child.stderr?.on('data', (text) => (this.#err += String(text)));
    this.ended = once(this.#child, 'close').then(([code]) => ({
      code: code as number | null,
      out: this.#out,
      err: this.#err,
    }));
  }

  /** The address that it listens at, once it says so. */
  async url(): Promise<string> {
    for (;;) {
      const said = /(http:\/\/127\.0\.0\.1:\d+)/.exec(this.#out)?.[1];
      if (said !== undefined) return said;
      if (this.#child.exitCode !== null) throw new Error(`It ended: ${this.#err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }
}
