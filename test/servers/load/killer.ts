import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../../../scripts/configuration/settings.js';
import type { CharterProcess } from '../../program.js';
import type { ServerCity, Started } from '../city.js';

/** Kills processes of a city, of each role in turn and at random times, and starts another for each. */
export class Killer {
  readonly #alive = new Set<Started>();
  readonly #starting = new Set<Promise<void>>();
  readonly #all: CharterProcess[] = [];
  readonly #killed = new Set<CharterProcess>();

  private constructor(private readonly city: ServerCity) {}

  static async start(city: ServerCity, roles: readonly Role[]): Promise<Killer> {
    const killer = new Killer(city);
    await Promise.all(roles.map((role) => killer.#start(role)));
    return killer;
  }

  get kills(): number {
    return this.#killed.size;
  }

  get alive(): readonly Started[] {
    return [...this.#alive];
  }

  addresses(role: Role): readonly string[] {
    return this.alive.filter((one) => one.role === role).map(({ url }) => url);
  }

  /** Processes that ended and were not killed, with what they said. */
  get ended(): readonly string[] {
    return this.#all
      .filter((process) => process.hasEnded && !this.#killed.has(process))
      .map(({ errors }) => errors);
  }

  /** @param between most milliseconds between two kills */
  async killFor(milliseconds: number, between: number): Promise<void> {
    const end = performance.now() + milliseconds;
    const roles = [...new Set(this.alive.map(({ role }) => role))];
    for (let turn = 0; performance.now() < end; turn += 1) {
      await sleep(Math.random() * between);
      const alive = this.alive.filter(({ role }) => role === roles[turn % roles.length]);
      const victim = alive[Math.floor(Math.random() * alive.length)];
      if (victim !== undefined) this.#kill(victim);
    }
    await Promise.all(this.#starting);
  }

  #kill(victim: Started): void {
    this.#alive.delete(victim);
    this.#killed.add(victim.process);
    void victim.process.stop('SIGKILL');
    const starting = this.#start(victim.role).finally(() => this.#starting.delete(starting));
    this.#starting.add(starting);
  }

  async #start(role: Role): Promise<void> {
    const one = await this.city.start(role, { CHARTER_LOG_LEVEL: 'warn' });
    this.#all.push(one.process);
    this.#alive.add(one);
  }
}
