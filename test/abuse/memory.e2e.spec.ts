import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { charter, startCity, type RunningCity } from '../program.js';
import { Wire } from './wire.js';

/** Each of the attacks of a round comes as often. */
const times = 150;
const warmUp = 4;
const rounds = 6;
/** What a process may come to hold more, for good: less than one KiB of each request. */
const growth = 8 * 2 ** 20;

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
  let city: RunningCity;
  let token = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-memory-'));
    const data = join(folder, 'data');
    city = await startCity(data, ['--sample', '--body-bytes', '100000']);
    const of = ['--actor', 'kabir.sethi', '--roles', 'admin', '--authority', 'demo.riverton'];
    token = (await charter(['token', '--data', data, ...of])).output.trim();
  });
  after(async () => {
    await city.stop();
    await rm(folder, { recursive: true });
  });

  const round = async () => {
    for (let turn = 0; turn < times; turn += 1)
      await Promise.all(attacks.map((attack) => attack(city.url, token)));
  };

  /** Bytes of the process, as `/metrics` says. */
  const resident = async () => {
    const text = await (await fetch(`${city.url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  };

  it('leaves nothing of itself in memory', async () => {
    for (let turn = 0; turn < warmUp; turn += 1) await round();
    const before = await resident();
    for (let turn = 0; turn < rounds; turn += 1) await round();
    expect((await resident()) - before).to.be.below(growth);
  });
});
