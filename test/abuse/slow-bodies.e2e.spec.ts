import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../http/problem.js';
import { asha, complaint, town } from '../api/conditions/town.js';
import { posting, raw } from '../api/raw.js';
import { Wire } from './wire.js';

const most = 20;

describe('bodies that come drop by drop, from as many as the process takes at once', () => {
  const city = town({ requestsAtOnce: most });
  const head = 'POST /api/cases HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
  const slow = async () =>
    (await Wire.open(city().url)).say(`${head}Content-Length: 1000\r\n\r\n{`);

  it('keep out nobody for longer than a second: the oldest make room', async () => {
    const wires = await Promise.all(Array.from({ length: most }, slow));
    await sleep(1_500);
    const token = await city().token(asha);
    expect((await raw(city(), '/api/cases', posting(token, complaint()))).status).to.equal(201);
    const { status, body } = await Promise.race(wires.map((wire) => wire.answer()));
    for (const wire of wires) wire.hangUp();
    expect(status).to.equal(408);
    expect((JSON.parse(body) as Problem).code).to.equal('http.request-timeout');
  });
});
