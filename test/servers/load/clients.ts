/** People of a city who work without a break: each submits a case, deals with it, looks at it, and takes the next. */
import { setTimeout as sleep } from 'node:timers/promises';
import { posting, bearer } from '../../api/raw.js';
import { people } from '../../api/stories/story.js';
import { complaint } from '../../e2e/servers/complaint.js';
import type { ServerCity } from '../city.js';
import { insist, type Answered, type Route } from './insist.js';

/** A write that a client was told is done. */
export interface Acknowledged {
  readonly reference: string;
  readonly revision: number;
  readonly commandId: string;
}

export interface Routes {
  readonly writing: Route;
  readonly reading: Route;
}

type Worker = 'asha' | 'officer' | 'balu';
type Done = Readonly<Record<'reference' | 'commandId' | 'position', string>> & {
  readonly revision: number;
};

const steps = [
  ['officer', 'actions', { action: 'assign', assignee: { kind: 'person', id: 'balu.yadav' } }],
  ['balu', 'comments', { comment: 'On my way' }],
  ['balu', 'actions', { action: 'resolve', comment: 'Filled', input: { work_done: 'repaired' } }],
] as const;

/** Requests that are sent twice at a time, as an impatient client does. */
const twice = 0.2;

export class Clients {
  /** Keys under which cases were submitted. */
  readonly keys: string[] = [];
  readonly acknowledged: Acknowledged[] = [];
  /** Reads that did not show what had been written before. */
  readonly unseen: string[] = [];
  #stopping = false;

  constructor(
    private readonly routes: Routes,
    private readonly tokens: ReadonlyMap<Worker, string>,
  ) {}

  static async of(city: Pick<ServerCity, 'token'>, routes: Routes): Promise<Clients> {
    const tokens = new Map<Worker, string>();
    for (const who of ['asha', 'officer', 'balu'] as const)
      tokens.set(who, await city.token(people[who]));
    return new Clients(routes, tokens);
  }

  /** Until `stop`; cases under way are finished. */
  async work(clients: number): Promise<void> {
    await Promise.all(Array.from({ length: clients }, (_, client) => this.#cases(client)));
  }

  /** Until more than so many writes were acknowledged, which takes its time on a slow machine; at most a minute. */
  async acknowledgedMoreThan(least: number): Promise<void> {
    const late = performance.now() + 60_000;
    while (this.acknowledged.length <= least && performance.now() < late) await sleep(100);
  }

  stop(): void {
    this.#stopping = true;
  }

  async #cases(client: number): Promise<void> {
    for (let turn = 0; !this.#stopping; turn += 1) await this.#case(`client-${client}-${turn}`);
  }

  async #case(key: string): Promise<void> {
    this.keys.push(key);
    const { reference } = await this.#write('asha', '/api/cases', complaint(key), key);
    for (const [who, path, body] of steps)
      await this.#write(
        who,
        `/api/cases/${reference}/${path}`,
        body,
        `${key}-${JSON.stringify(body)}`,
      );
    await this.#look(reference, 'resolved');
  }

  async #write(who: Worker, path: string, body: object, key: string): Promise<Done> {
    const init = posting(this.#token(who), body, { 'Idempotency-Key': key });
    const sent = Math.random() < twice ? [init, init] : [init];
    const answers = await Promise.all(sent.map((one) => insist(this.routes.writing, path, one)));
    const done = answers.map((answer) => this.#note(answer));
    return done[0]!;
  }

  #note({ body }: Answered): Done {
    const done = body as Done;
    const { reference, revision, commandId } = done;
    this.acknowledged.push({ reference, revision, commandId });
    this.#position = done.position;
    return done;
  }

  #position = '';

  async #look(reference: string, state: string): Promise<void> {
    const headers = { ...bearer(this.#token('asha')), 'At-Least-Position': this.#position };
    const { body } = await insist(this.routes.reading, `/api/cases/${reference}`, { headers });
    const seen = (body as { state?: { code?: string } }).state?.code;
    if (seen !== state) this.unseen.push(`${reference}: ${JSON.stringify(body)}`);
  }

  #token(who: Worker): string {
    return this.tokens.get(who) ?? '';
  }
}
