import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { asha, town } from '../api/conditions/town.js';
import { Wire } from './wire.js';

/** Each of the attacks of a round comes as often. */
const times = 60;
const warmUp = 2;
const rounds = 3;
/** Bytes that a process may come to hold more: half a KiB for each of two thousand requests. */
const growth = 2 ** 20;

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

// Told here, since a process that was not started so has no such function.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('abuse that goes on', function () {
  this.timeout(120_000);
  const city = town({ bodyBytes: 100_000 });

  const round = async (token: string) => {
    for (let turn = 0; turn < times; turn += 1)
      await Promise.all(attacks.map((attack) => attack(city().url, token)));
  };

  /** Bytes in use, once everything of the last round has ended. */
  const inUse = async () => {
    await sleep(200);
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  it('leaves nothing of itself in memory', async () => {
    const token = await city().token(asha);
    for (let turn = 0; turn < warmUp; turn += 1) await round(token);
    const before = await inUse();
    for (let turn = 0; turn < rounds; turn += 1) await round(token);
    expect((await inUse()) - before).to.be.below(growth);
  });
});
