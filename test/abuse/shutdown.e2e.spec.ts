import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CharterProcess, ready } from '../program.js';
import { Wire } from './wire.js';

const head = 'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

describe('a city that is told to stop', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-stop-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** Begins a request at a city, tells the city to stop, and waits until it takes no new ones. */
  const stopping = async (seconds: number) => {
    const data = ['--empty', '--data', join(folder, 'data'), '--port', '0'];
    const city = new CharterProcess(['start', ...data, '--shutdown-seconds', String(seconds)]);
    const url = await ready(city);
    const wire = (await Wire.open(url)).say(`${head}Content-Length: 2\r\n\r\n{`);
    await sleep(200);
    const ended = city.stop();
    while (await accepts(url)) await sleep(20);
    return { wire, ended };
  };
  const accepts = (url: string) =>
    fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    );

  it('takes no new requests, answers those that it has, and ends well', async () => {
    const { wire, ended } = await stopping(20);
    const answer = wire.say('}').answer();
    expect((await answer).status).to.equal(401);
    const { code } = await ended;
    expect(code).to.equal(0);
  });

  it('waits no longer than it was told to for those that never come to an end', async () => {
    const { wire, ended } = await stopping(1);
    const began = performance.now();
    expect((await wire.answer()).status).to.equal(0);
    expect((await ended).code).to.equal(0);
    expect(performance.now() - began).to.be.below(8_000);
  });
});
