import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../../../scripts/configuration/settings.js';
import type { Input } from '../../api/client.js';
import { people, type Person } from '../../api/stories/story.js';
import { ServerCity, type Started } from '../../servers/city.js';
import { complaint } from './complaint.js';

/** The processes of a city, as they come and go. */
export class Processes {
  #running: Started[] = [];

  private constructor(readonly city: ServerCity) {}

  static async start(roles: readonly Role[]): Promise<Processes> {
    const processes = new Processes(await ServerCity.open());
    await Promise.all(roles.map((role) => processes.add(role)));
    return processes;
  }

  get all(): readonly Started[] {
    return this.#running;
  }

  async add(role: Role): Promise<Started> {
    const one = await this.city.start(role);
    this.#running.push(one);
    return one;
  }

  of(role: Role): readonly [Started, Started] {
    const [first, second = first] = this.#running.filter((one) => one.role === role);
    return [first!, second!];
  }

  /** @returns its exit code, once it has ended */
  async end(one: Started, signal: NodeJS.Signals): Promise<number | null> {
    this.#running = this.#running.filter((other) => other !== one);
    return (await one.process.stop(signal)).code;
  }

  /** Who holds a lease, once anybody does. */
  async holderOf(lease: string): Promise<Started> {
    const find = () => this.#running.find((one) => holds(one, lease));
    await until(() => Promise.resolve(find() !== undefined));
    return find()!;
  }

  async ask<T>(who: Person, one: Started, operation: string, input: Input): Promise<T> {
    return (await this.city.as(people[who], one)).must<T>(operation, input);
  }

  /** A complaint of a citizen. @returns its reference */
  async submit(one: Started, input: Input = {}) {
    const { reference } = await this.ask<{ reference: string }>('asha', one, 'submitCase', {
      body: complaint(),
      ...input,
    });
    return reference;
  }
}

const longestWait = 30_000;

/** Asks until it has come to be. @throws Error when it takes too long */
export async function until(come: () => Promise<boolean>): Promise<void> {
  const late = performance.now() + longestWait;
  while (!(await come())) {
    if (performance.now() > late) throw new Error(`Not in ${longestWait} ms: ${come.toString()}`);
    await sleep(20);
  }
}

/** What it says of a lease last is that it has it. */
function holds({ process }: Started, lease: string): boolean {
  const said = process.errors.split('\n').filter((line) => line.includes(`"lease":"${lease}"`));
  return said.at(-1)?.includes('lease taken') ?? false;
}
