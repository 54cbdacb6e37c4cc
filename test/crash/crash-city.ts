/** A city in a process of its own on a data folder, to be killed and started again. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../commands/dispatch.js';
import { createTokenIssuer } from '../../http/authenticate.js';
import { tokenKeys } from '../../scripts/keys.js';
import { specificationOf } from '../api/city.js';
import { Client, Driven } from '../api/client.js';
import { charter, CharterProcess, ready, type Run } from '../program.js';

const serving = ['--port', '0', '--requests-per-minute', '0', '--log-level', 'warn', '--empty'];
const fullDay = 86_400;

export type Environment = Readonly<Record<string, string>>;

export class CrashCity {
  #process: CharterProcess | undefined;
  #url: string | undefined;

  private constructor(
    private readonly folder: string,
    private readonly environment: Environment,
  ) {}

  /** Nothing runs yet. @param like a data folder to begin with */
  static async open(like?: string, environment: Environment = {}): Promise<CrashCity> {
    const folder = await mkdtemp(join(tmpdir(), 'charter-crash-'));
    const city = new CrashCity(folder, environment);
    if (like !== undefined) await cp(like, city.data, { recursive: true });
    return city;
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** Where it can be asked now. */
  get addresses(): readonly string[] {
    return this.#url === undefined ? [] : [this.#url];
  }

  get process(): CharterProcess {
    if (this.#process === undefined) throw new Error('The city was not started');
    return this.#process;
  }

  /** A process that is not ready yet. */
  spawn(): CharterProcess {
    return (this.#process = this.run(['start', ...serving]));
  }

  /** Until it is ready. */
  async start(): Promise<void> {
    this.#url = await ready(this.spawn());
  }

  /** True once the process spawned last is ready; never when it ends before. */
  async isReady(): Promise<true> {
    const url = await ready(this.process).catch(() => undefined);
    if (url === undefined) return new Promise(() => undefined);
    this.#url = url;
    return true;
  }

  /** What it says at `/readyz`, as far as it answers. */
  async readiness(): Promise<string> {
    try {
      return await (await fetch(`${await this.process.url()}/readyz`)).text();
    } catch {
      return '';
    }
  }

  /** A command of this city in a process of its own. */
  run(words: readonly string[]): CharterProcess {
    const [command = '', ...rest] = words;
    return new CharterProcess([command, ...rest, '--data', this.data], this.environment);
  }

  /** A command of this city, to its end. */
  async ended(words: readonly string[]): Promise<Run> {
    return charter([...words, '--data', this.data], this.environment);
  }

  /** @throws Error when it had ended by itself before */
  async kill(): Promise<void> {
    this.#url = undefined;
    if (this.process.hasEnded) throw new Error(`It ended by itself: ${this.process.errors}`);
    await this.process.stop('SIGKILL');
  }

  /** As an operator stops it. @throws Error when it does not end well */
  async stop(): Promise<void> {
    this.#url = undefined;
    const { code, errors } = await this.process.stop();
    if (code !== 0) throw new Error(`It ended with ${String(code)}: ${errors}`);
  }

  async token(caller: Caller): Promise<string> {
    const { privateKey } = await tokenKeys(this.data);
    return createTokenIssuer(privateKey, Date.now).issue(caller, fullDay);
  }

  async as(caller: Caller): Promise<Client> {
    const [url = ''] = this.addresses;
    const specification = await specificationOf(url);
    const shared = { url, specification, driven: new Driven(), position: undefined };
    return new Client(shared, await this.token(caller));
  }

  async close(): Promise<void> {
    await this.#process?.stop('SIGKILL');
    await rm(this.folder, { recursive: true });
  }
}
