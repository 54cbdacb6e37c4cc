import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../http/problem.js';
import { soon } from '../fixtures/soon.js';
import { startCity, type RunningCity } from '../program.js';
import { Wire } from './wire.js';

const idle = 10_000;
const atATime = 500;

describe('connections that do what they should not', function () {
  this.timeout(60_000);
  let folder = '';
  let city: RunningCity;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-abuse-'));
    const limits = ['--header-seconds', '1', '--request-seconds', '2'];
    const most = ['--connections', String(idle + 50), '--body-bytes', '100000'];
    city = await startCity(join(folder, 'data'), ['--empty', ...limits, ...most]);
  });
  after(async () => {
    await city.stop();
    await rm(folder, { recursive: true });
  });

  const said = async (wire: Wire, status: number, code: string) => {
    const answer = await wire.answer();
    expect(answer.status, answer.body).to.equal(status);
    expect((JSON.parse(answer.body) as Problem).code).to.equal(code);
  };
  const answersSoon = async () => {
    expect((await soon(() => fetch(`${city.url}/readyz`))).status).to.equal(200);
  };

  it('are told that their headers are too many', async () => {
    const wire = await Wire.open(city.url);
    const flood = Array.from({ length: 1_000 }, (_, i) => `X-Flood-${i}: ${'x'.repeat(50)}\r\n`);
    wire.say(`GET /readyz HTTP/1.1\r\nHost: a\r\n${flood.join('')}\r\n`);
    await said(wire, 431, 'http.headers-too-large');
  });

  for (const [what, text] of [
    ['speak something else', 'HELO mail.example\r\n\r\n'],
    ['break a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n'],
    [
      'give two lengths',
      'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
    ],
    [
      'give a length and chunks',
      'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ] as const)
    it(`are told so when they ${what}`, async () => {
      await said((await Wire.open(city.url)).say(text), 400, 'http.malformed-request');
    });

  it('that never end their headers are ended', async () => {
    const wire = await Wire.open(city.url);
    wire.say('GET /readyz HTTP/1.1\r\nHost: a\r\n');
    const dripping = setInterval(() => wire.say('X: y\r\n'), 100);
    await said(wire, 408, 'http.request-timeout');
    clearInterval(dripping);
  });

  it('that never end their body are ended', async () => {
    const wire = await Wire.open(city.url);
    wire.say(
      'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    const dripping = setInterval(() => wire.say(' '), 100);
    const { status } = await wire.answer();
    clearInterval(dripping);
    expect(status).to.equal(408);
  });

  it('that hang up in the middle leave nothing behind', async () => {
    for (let i = 0; i < 200; i += 1) {
      const wire = await Wire.open(city.url);
      wire.say(
        'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":',
      );
      wire.hangUp();
    }
    await answersSoon();
  });

  it(`may be ${idle.toLocaleString('en')}, idle; others are answered as ever`, async () => {
    const open: Wire[] = [];
    while (open.length < idle)
      open.push(...(await Promise.all(Array.from({ length: atATime }, () => Wire.open(city.url)))));
    await answersSoon();
    for (const wire of open) wire.hangUp();
    await answersSoon();
  });
});
