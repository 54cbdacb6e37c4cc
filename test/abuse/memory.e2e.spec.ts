import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { charter, CharterProcess, ready } from '../program.js';
import { Wire } from './wire.js';

/** Each of the attacks of a round comes as often. */
const times = 100;
const rounds = 3;
/** Bytes that a process may come to hold more: less than 2 KiB for each of 3,600 requests. */
const growth = 6 * 2 ** 20;

const deep = '['.repeat(40_000) + ']'.repeat(40_000);
const headers = Array.from({ length: 300 }, (_, i) => `X-Flood-${i}: ${'x'.repeat(50)}\r\n`);
const begun =
  'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n';

type Attack = (city: string, token: string) => Promise<unknown>;

interface Said {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const asking =
  (path: (nonce: string) => string, more: (nonce: string) => Said = () => ({})): Attack =>
  async (city, token) => {
    const nonce = randomUUID();
    const own = more(nonce);
    const answer = await fetch(city + path(nonce), {
      redirect: 'manual',
      ...own,
      headers: { Authorization: `Bearer ${token}`, ...own.headers },
    });
    await answer.text();
    expect(answer.status, `${path(nonce)} ${JSON.stringify(own)}`).to.be.below(500);
  };

const saying =
  (text: string): Attack =>
  async (city) =>
    (await Wire.open(city)).say(text).hangUp();

const posting = (body: string, nonce: string): Said => ({
  method: 'POST',
  body,
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': nonce },
});

const attacks: readonly Attack[] = [
  asking((nonce) => `/api/${nonce}`),
  asking((nonce) => `/${nonce}/${nonce}`),
  asking((nonce) => `/api/cases/${nonce}`),
  asking((nonce) => `/api/cases?text=${nonce}&limit=1`),
  asking((nonce) => `/api/cases?cursor=${nonce}`),
  asking(
    (nonce) => `/services?page=${nonce}`,
    (nonce) => ({ headers: { Cookie: `a=${nonce}` } }),
  ),
  asking(
    () => '/api/cases',
    (nonce) => ({ headers: { Authorization: `Bearer ${nonce}.${nonce}.${nonce}` } }),
  ),
  asking(
    () => '/api/cases',
    (nonce) => posting(deep, nonce),
  ),
  asking(
    () => '/api/cases',
    (nonce) => posting(`{"service":"${nonce}"}`, nonce),
  ),
  asking(
    () => '/api/query',
    (nonce) => posting(`{"collection":"cases","filter":{"field":"${nonce}"}}`, nonce),
  ),
  saying(`${begun}${'['.repeat(9_000)}`),
  saying(`GET / HTTP/1.1\r\nHost: a\r\n${headers.join('')}\r\n`),
];

describe('abuse that goes on', function () {
  this.timeout(240_000);
  let folder = '';
  let city: CharterProcess;
  let url = '';
  let token = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-memory-'));
    const data = ['--data', join(folder, 'data')];
    const limits = ['--requests-per-minute', '0', '--body-bytes', '100000'];
    const preloaded = new URL('./tells-memory.js', import.meta.url).href;
    city = new CharterProcess(
      ['start', '--empty', ...data, '--port', '0', '--log-level', 'error', ...limits],
      { NODE_OPTIONS: `--import=${preloaded}` },
    );
    url = await ready(city);
    const somebody = ['--actor', 'asha', '--roles', 'admin', '--authority', 'city'];
    token = (await charter(['token', ...data, ...somebody])).output.trim();
  });
  after(async () => {
    await city.stop();
    await rm(folder, { recursive: true });
  });

  /** @returns the least that was in use after some rounds of attacks */
  const least = async () => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < times; turn += 1)
        await Promise.all(attacks.map((attack) => attack(url, token)));
      found.push(await inUse());
    }
    return Math.min(...found);
  };

  /** Bytes in use by the city, once everything of the last round has ended. */
  const inUse = async () => {
    await sleep(200);
    const before = city.output.length;
    process.kill(city.id, 'SIGUSR2');
    for (;;) {
      const said = /in use: (\d+)\n/.exec(city.output.slice(before))?.[1];
      if (said !== undefined) return Number(said);
      await sleep(20);
    }
  };

  it('leaves nothing of itself in memory', async () => {
    // Code that was not needed before is compiled, and caches fill up to their limits.
    await least();
    const before = await least();
    expect((await least()) - before).to.be.below(growth);
  });
});
