import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Problem } from '../../../http/problem.js';
import type { Answer, Input } from '../../api/client.js';
import { raw } from '../../api/raw.js';
import { onCase, people } from '../../api/stories/story.js';
import type { ServerCity, Started } from '../../servers/city.js';
import { withstands, type Ground } from '../../servers/load/withstand.js';
import { describeWithMongo } from '../../servers/mongodb-suite.js';
import type { Proxy } from '../../servers/proxy.js';
import { complaint } from './complaint.js';

type Engine = 'EventStoreDB' | 'MongoDB';
type Fault = 'gone' | 'frozen' | 'slow' | 'full';
const asked = ['submitCase', 'getCase', 'listCases', 'getCaseHistory'] as const;
type Asked = (typeof asked)[number];
const serving = ['write-api', 'read-api'] as const;
/** What each request came to: its status, with the code of a problem; and whether each process says it is ready. */
type Seen = Readonly<Record<Asked | (typeof serving)[number], string>>;

/** Milliseconds for which processes wait for an answer of an engine. */
const patience = 1_000;
/** Milliseconds that each piece of a slow engine's replies is late. */
const late = 40;
/** Milliseconds in which all is well again once an engine is back. */
const longestReturn = 10_000;

const well: Seen = {
  ...{ submitCase: '201', getCase: '200', listCases: '200', getCaseHistory: '200' },
  ...{ 'write-api': '200', 'read-api': '200' },
};
const noLog = '503 store.unavailable';
const noModels = '503 read-store.unavailable';
const withoutLog: Seen = { ...well, submitCase: noLog, getCaseHistory: noLog, 'write-api': '503' };
const withoutModels: Seen = {
  ...{ ...well, getCase: noModels, listCases: noModels, getCaseHistory: noModels },
  'read-api': '503',
};

const troubles: readonly (readonly [Engine, Fault, Seen])[] = [
  ['EventStoreDB', 'gone', withoutLog],
  ['EventStoreDB', 'frozen', withoutLog],
  ['EventStoreDB', 'slow', well],
  ['EventStoreDB', 'full', { ...well, submitCase: noLog }],
  ['MongoDB', 'gone', withoutModels],
  ['MongoDB', 'frozen', withoutModels],
  ['MongoDB', 'slow', well],
];

const proxyTo = ({ servers }: ServerCity, engine: Engine): Proxy =>
  engine === 'EventStoreDB' ? servers.toLog : servers.toMongo;

async function begin(city: ServerCity, engine: Engine, fault: Fault): Promise<void> {
  const proxy = proxyTo(city, engine);
  if (fault === 'gone') await proxy.stop();
  if (fault === 'frozen') proxy.freeze();
  if (fault === 'slow') proxy.slowDown(late);
  if (fault === 'full') city.servers.log.faults.full = true;
}

async function end(city: ServerCity, engine: Engine, fault: Fault): Promise<void> {
  const proxy = proxyTo(city, engine);
  if (fault === 'gone') await proxy.start();
  proxy.thaw();
  city.servers.log.faults.full = false;
}

const said = ({ status, headers, body }: Answer<Partial<Problem>>): string =>
  status < 400
    ? String(status)
    : [status, body.code, headers.has('retry-after') ? '' : 'and not when to try again']
        .filter(Boolean)
        .join(' ');

/** Somebody who asks for one thing of each kind, all at a time. */
class Visitor {
  /** The first case that it submitted. */
  #known: string | undefined;

  constructor(private readonly ground: Ground) {}

  async look(): Promise<Seen> {
    const inputs: Readonly<Record<Asked, Input>> = {
      submitCase: { body: complaint('Seen in trouble') },
      getCase: onCase(this.#known ?? 'none'),
      listCases: { query: { limit: 5 } },
      getCaseHistory: onCase(this.#known ?? 'none'),
    };
    const answers = asked.map(async (operation) => {
      const answer = await this.#ask<{ reference: string }>(operation, inputs[operation]);
      if (operation === 'submitCase' && answer.status === 201)
        this.#known ??= answer.body.reference;
      return [operation, said(answer)] as const;
    });
    const ready = serving.map(async (role) => {
      const { status } = await raw(this.#process(role), '/readyz');
      return [role, String(status)] as const;
    });
    const seen = Object.fromEntries(await Promise.all([...answers, ...ready])) as Seen;
    return seen;
  }

  /** Looks until all is well. @returns what was seen last */
  async lookUntilWell(): Promise<Seen> {
    const until = performance.now() + longestReturn;
    for (;;) {
      const seen = await this.look();
      if (isDeepStrictEqual(seen, well) || performance.now() > until) return seen;
      await sleep(100);
    }
  }

  async #ask<T>(operation: Asked, input: Input): Promise<Answer<T & Partial<Problem>>> {
    const { city } = this.ground;
    const one = this.#process(operation === 'submitCase' ? 'write-api' : 'read-api');
    // What was written is waited for where the client says so; here it only asks.
    city.position = undefined;
    return (await city.as(people.asha, one)).call(operation, input);
  }

  #process(role: (typeof serving)[number]): Started {
    const [one] = this.ground.killer.alive.filter((each) => each.role === role);
    return one!;
  }
}

describeWithMongo('a city whose engines are in trouble', () => {
  const during = new Map<string, Seen>();
  const after = new Map<string, Seen>();

  const ground = withstands({
    roles: ['write-api', 'read-api', 'projections', 'projections'],
    ...{ clients: 16, seconds: 60, patience },
    trouble: async (ground) => {
      const visitor = new Visitor(ground);
      after.set('at first', await visitor.lookUntilWell());
      for (const [engine, fault] of troubles) {
        await begin(ground.city, engine, fault);
        during.set(`${engine} ${fault}`, await visitor.look());
        await end(ground.city, engine, fault);
        after.set(`${engine} ${fault}`, await visitor.lookUntilWell());
      }
    },
  });

  it('has people come back who were told to try again', () => {
    expect(ground().traffic.putOff).to.be.greaterThan(0);
  });

  for (const [engine, fault, expected] of troubles)
    it(`answers what can be answered while ${engine} is ${fault}, and all once it is not`, () => {
      const name = `${engine} ${fault}`;
      expect(during.get(name)).to.deep.equal(expected);
      expect(after.get(name)).to.deep.equal(well);
    });
});
