/** People at work in a city that is killed again and again, and some whose requests are refused. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bearer, posting } from '../api/raw.js';
import { people } from '../api/stories/story.js';
import { complaint } from '../e2e/servers/complaint.js';
import { Clients } from '../servers/load/clients.js';
import { insist, Traffic, type Route } from '../servers/load/insist.js';
import { refusedWords } from './checker/log.js';
import type { CrashCity } from './crash-city.js';

const pause = 20;

export class PeopleAtWork {
  readonly traffic = new Traffic();
  /** Requests that had to be refused and were not. */
  readonly granted: string[] = [];
  refused = 0;
  #stopping = false;
  #working: readonly Promise<void>[] = [];

  private constructor(
    private readonly city: CrashCity,
    readonly clients: Clients,
    private readonly route: Route,
  ) {}

  /** Sets a number of them to work; nothing has to run yet. */
  static async begin(city: CrashCity, clients: number): Promise<PeopleAtWork> {
    const route = { where: () => city.addresses, traffic: new Traffic() };
    const working = await Clients.of(city, { writing: route, reading: route });
    const all = new PeopleAtWork(city, working, route);
    all.#working = [working.work(clients), all.#refusedAgainAndAgain()];
    return all;
  }

  /** Of writes that somebody was told are done. */
  get acknowledged() {
    return this.clients.acknowledged;
  }

  /** What they got and should not have. */
  get faults(): readonly string[] {
    const { unseen } = this.clients;
    return [...unseen, ...this.route.traffic.wrong, ...this.granted];
  }

  get putOff(): number {
    return this.route.traffic.putOff;
  }

  /** Until somebody was told of a write that is done. */
  async untilNextDone(): Promise<void> {
    const before = this.acknowledged.length;
    while (this.acknowledged.length === before) await sleep(5);
  }

  /** When the cases under way are finished. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.clients.stop();
    await Promise.all(this.#working);
  }

  async #refusedAgainAndAgain(): Promise<void> {
    const requests = await this.#wrongRequests();
    for (let turn = 0; !this.#stopping; turn += 1) {
      const [path, init] = requests[turn % requests.length]!;
      await this.#send(path, init);
      await sleep(pause);
    }
  }

  async #send(path: string, init: RequestInit): Promise<void> {
    const [address] = this.city.addresses;
    if (address === undefined) return;
    try {
      const { status } = await fetch(`${address}${path}`, init);
      if (status < 400) this.granted.push(`${path} ${status} ${JSON.stringify(init)}`);
      if (status < 500) this.refused += 1;
    } catch {
      // It was killed.
    }
  }

  /** A person who may not, a state that does not allow it, a key taken, a body that is wrong. */
  async #wrongRequests(): Promise<readonly (readonly [string, RequestInit])[]> {
    const [asha, balu] = [await this.city.token(people.asha), await this.city.token(people.balu)];
    const key = `refused-${Math.random()}`;
    const init = posting(asha, complaint('The street lamp is broken'), { 'Idempotency-Key': key });
    const { body } = await insist(this.route, '/api/cases', init);
    const on = `/api/cases/${(body as { reference: string }).reference}`;
    const wrong = complaint(refusedWords);
    return [
      ['/api/cases', posting(asha, wrong, { 'Idempotency-Key': key })],
      ['/api/cases', posting(asha, { ...wrong, type: 'no-such-type' })],
      ['/api/cases', posting('nobody', wrong)],
      [`${on}/actions`, posting(balu, { action: 'resolve', comment: refusedWords })],
      [`${on}/comments`, posting(asha, { comment: refusedWords }, { 'If-Match': '"99"' })],
      [`${on}/comments`, { ...posting(asha, ''), body: `{"comment":"${refusedWords}` }],
      [on, { method: 'DELETE', headers: bearer(asha) }],
    ];
  }
}
