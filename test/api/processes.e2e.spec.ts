import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { bearer, posting, raw } from './raw.js';
import { charter, CharterProcess } from '../program.js';

const entry = {
  kind: 'code-list',
  effectiveFrom: '2026-01-01',
  value: { codes: [{ code: 'mill-lane', title: { en: 'Mill Lane' } }] },
};

describe('processes of one city on one machine', () => {
  let folder = '';
  let token = '';
  const running: CharterProcess[] = [];
  const start = (role: string, data = folder, port = '0') => {
    const process = new CharterProcess([
      ...['start', '--data', data, '--port', port, '--role', role, '--log-level', 'silent'],
      '--empty',
    ]);
    running.push(process);
    return process;
  };
  /** Publishes under a set of its own, and gives the position of the write. */
  const publish = async (url: string, set: string): Promise<string> => {
    const path = `/api/reference/demo/${set}/entries`;
    const { status, headers, text } = await raw({ url }, path, posting(token, entry));
    expect(status, text).to.equal(201);
    return headers.get('position') ?? '';
  };
  const read = async (url: string, path: string, position = '') =>
    raw({ url }, path, {
      headers: {
        ...bearer(token),
        ...(position === '' ? {} : { 'At-Least-Position': position }),
      },
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-processes-'));
    const args = ['--actor', 'kabir', '--roles', 'admin,auditor', '--authority', 'demo'];
    await start('all').url();
    token = (await charter(['token', '--data', folder, ...args])).output.trim();
  });
  after(async () => {
    await Promise.all(running.map((process) => process.stop('SIGKILL')));
    await rm(folder, { recursive: true });
  });

  it('are one that writes and others that read what it wrote', async () => {
    const writer = await running[0]!.url();
    const readers = await Promise.all([start('read-api').url(), start('read-api').url()]);
    for (const [turn, reader] of [...readers, ...readers].entries()) {
      const position = await publish(writer, `set-${turn}`);
      const events = await read(reader, '/api/events?type=reference.published.v1', position);
      expect(events.status, events.text).to.equal(200);
      const { items } = JSON.parse(events.text) as { items: unknown[] };
      expect(items).to.have.length(turn + 1);
      const set = await read(reader, `/api/reference/demo/set-${turn}`);
      const { entries } = JSON.parse(set.text) as { entries: { value: unknown }[] };
      expect(entries.map(({ value }) => value)).to.deep.equal([entry.value]);
      expect((await read(reader, '/readyz')).status).to.equal(200);
    }
    const [reader] = readers;
    const entries = '/api/reference/demo/set-0/entries';
    const write = await raw({ url: reader }, entries, posting(token, entry));
    expect(write.status).to.equal(405);
    expect(write.problem).to.include({ code: 'http.only-reads' });
    expect(write.problem.detail).to.include('only reads');
    expect(write.headers.get('allow')).to.equal('');
    const document = JSON.parse((await read(reader, '/api/openapi.json')).text) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const operations = Object.values(document.paths).flatMap((methods) => Object.entries(methods));
    const writing = operations.filter(([method]) => method !== 'get');
    expect(writing.map(([, { operationId }]) => operationId)).to.deep.equal(['query']);
  });

  it('answer as an API wherever there is nothing of it, though there are pages', async () => {
    const writer = await running[0]!.url();
    for (const path of ['/api', '/api/zzz', '/api/sample-city/clock', '/api/docs/assets/zzz.js']) {
      const headers = { ...bearer(token), Accept: 'text/html' };
      const { status, problem } = await raw({ url: writer }, path, { headers });
      expect(status, path).to.equal(404);
      expect(problem.code, path).to.equal('http.no-operation');
    }
  });

  it('are never two that write', async () => {
    const seconds = ['all', 'write-api'].map((role) => start(role).ended);
    for (const { code, errors } of await Promise.all(seconds)) {
      expect(code).to.equal(2);
      expect(errors).to.match(/Another process is writing to .*events\.sqlite/);
      expect(errors).to.include('--role read-api').and.not.to.include('    at ');
    }
  });

  it('leave no room for a command that writes, which says so in words of its own', async () => {
    const workflows = join(root, 'test', 'fixtures', 'digit-workflows', 'pgr.json');
    const runs = await Promise.all([
      charter(['rebuild', '--data', folder]),
      charter(['import', 'digit-workflow', workflows, '--publish', '--data', folder]),
    ]);
    for (const { code, errors } of runs) {
      expect(code).to.equal(2);
      expect(errors).to.match(
        /^Another process is writing to .*, perhaps a running city\. Stop it/,
      );
      expect(errors).not.to.include('--role').and.not.to.include('    at ');
    }
  });

  it('read on after the one that writes has ended, and when another takes its place', async () => {
    const [writer, reader] = running as [CharterProcess, CharterProcess];
    const { code } = await writer.stop();
    expect(code).to.equal(0);
    const url = await reader.url();
    expect((await read(url, '/api/reference/demo/set-0')).status).to.equal(200);
    const next = await start('write-api').url();
    const position = await publish(next, 'set-later');
    const events = await read(url, '/api/events?limit=1', position);
    expect(events.status, events.text).to.equal(200);
    expect(events.text).to.include('reference-demo-set-later');
    const late = await start('read-api').url();
    expect((await read(late, '/api/reference/demo/set-later')).status).to.equal(200);
  });

  it('that only write say so to who would read', async () => {
    const writer = await running.at(-2)!.url();
    for (const [path, allowed] of [
      ['/api/cases', 'POST'],
      ['/api/models', ''],
    ] as const) {
      const { status, headers, problem } = await read(writer, path);
      expect(status).to.equal(405);
      expect(problem.code).to.equal('http.only-writes');
      expect(headers.get('allow')).to.equal(allowed);
    }
    const removed = await raw({ url: writer }, '/api/cases', { method: 'DELETE' });
    expect(removed.problem.code).to.equal('http.method-not-allowed');
    expect((await read(writer, '/readyz')).status).to.equal(200);
  });

  it('need a log to read', async () => {
    const { code, errors } = await start('read-api', join(folder, 'nothing')).ended;
    expect(code).to.equal(2);
    expect(errors).to.include('Start the process that writes it first');
  });

  it('have no role of their own without EventStoreDB for what follows the log', async () => {
    const roles = ['projections', 'timekeeper', 'web'];
    const ended = await Promise.all(roles.map((role) => start(role).ended));
    for (const [index, { code, errors }] of ended.entries()) {
      expect(code).to.equal(2);
      expect(errors).to.include(roles[index]).and.to.include('EventStoreDB');
    }
  });

  it('say when their port is taken', async () => {
    const port = new URL(await running.at(2)!.url()).port;
    const { code, errors } = await start('read-api', folder, port).ended;
    expect(code).to.equal(2);
    expect(errors).to.include(`Port ${port}`).and.to.include('--port');
  });

  for (const [given, address] of [
    ['EVENTSTORE_URL', 'esdb://asha:secret@127.0.0.1:9?tls=false'],
    ['MONGODB_URI', 'mongodb://asha:secret@127.0.0.1:9/city'],
  ] as const)
    it(`are not started with ${given} alone`, async () => {
      const { code, output, errors } = await charter(['start', '--data', folder], {
        [given]: address,
      });
      expect(code).to.equal(2);
      expect(errors).to.include('EVENTSTORE_URL and MONGODB_URI belong together');
      expect(output + errors).not.to.include('secret');
    });
});
