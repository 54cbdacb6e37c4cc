import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { bearer, posting, raw } from '../api/raw.js';
import { charter, CharterProcess, ready } from '../program.js';
import { until } from './servers/processes.js';

const entry = {
  kind: 'code-list',
  effectiveFrom: '2026-01-01',
  value: { codes: [{ code: 'mill-lane', title: { en: 'Mill Lane' } }] },
};

/** Says how far files of a process may grow: a stand-in for the room on its disk. */
const allow = (id: number, bytes: number | 'unlimited') =>
  promisify(execFile)('prlimit', ['--pid', String(id), `--fsize=${bytes}:`]);

describe('a city whose disk is full', () => {
  let folder = '';
  let token = '';
  let url = '';
  let city: CharterProcess;

  before(async function () {
    this.timeout(30_000);
    // What sets the limit is part of every Linux, and of nothing else.
    if (process.platform !== 'linux') this.skip();
    folder = await mkdtemp(join(tmpdir(), 'charter-full-'));
    const flags = ['--data', folder, '--port', '0', '--log-level', 'warn', '--empty'];
    city = new CharterProcess(['start', ...flags]);
    url = await ready(city);
    const args = ['--actor', 'kabir', '--roles', 'admin,auditor', '--authority', 'demo'];
    token = (await charter(['token', '--data', folder, ...args])).output.trim();
  });
  after(async () => {
    await city.stop('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const publish = (set: string) =>
    raw(
      { url },
      `/api/reference/demo/${set}/entries`,
      posting(token, entry, { 'Idempotency-Key': set }),
    );
  const published = async (position = '') => {
    const headers = {
      ...bearer(token),
      ...(position === '' ? {} : { 'At-Least-Position': position }),
    };
    const reply = await raw({ url }, '/api/events?type=reference.published.v1', { headers });
    expect(reply.status, reply.text).to.equal(200);
    return (JSON.parse(reply.text) as { items: unknown[] }).items.length;
  };

  it('refuses to write and says why, goes on reading, and writes once there is room', async function () {
    this.timeout(60_000);
    const first = await publish('streets');
    expect(first.status).to.equal(201);
    expect(await published(first.headers.get('position') ?? '')).to.equal(1);

    await allow(city.id, 1);
    for (let time = 0; time < 2; time += 1) {
      const { status, problem, headers } = await publish('lanes');
      expect([status, problem.code, headers.get('retry-after')]).to.deep.equal([
        ...([503, 'store.full', '1'] as const),
      ]);
    }
    expect(await published()).to.equal(1);
    const unready = await raw({ url }, '/readyz');
    expect(unready.status).to.equal(503);
    expect(unready.text).to.match(/"log":"The event log has no room to grow/);

    await allow(city.id, 'unlimited');
    const written = await publish('lanes');
    expect(written.status, written.text).to.equal(201);
    expect(await published(written.headers.get('position') ?? '')).to.equal(2);
    expect((await publish('lanes')).status).to.equal(200);
    // Projections that could not store try again after a while.
    await until(async () => (await raw({ url }, '/readyz')).status === 200);
  });
});
