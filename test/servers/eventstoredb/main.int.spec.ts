import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openEventStoreDb } from '../../../adapters/eventstoredb/index.js';
import { collect, idsOf, newEvents, newStream } from '../../contracts/event-store/samples.js';
import { scratchDirectory } from '../../fixtures/scratch.js';

const program = fileURLToPath(new URL('main.js', import.meta.url));

describe('the stand-in as a process', () => {
  const file = scratchDirectory();
  let child: ChildProcess;

  const start = async (port: string) => {
    child = spawn(process.execPath, [program, port, '--file', file('log')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    return line.toString().trim();
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  afterEach(kill);

  it('keeps what it acknowledged when it is killed and started again', async () => {
    const url = await start('0');
    const store = openEventStoreDb({ url });
    const [stream, events] = [newStream(), newEvents(30)];
    await store.append(stream, events.slice(0, 20), 'none');
    const identity = await store.identity();
    const before = await collect(store.readAll());
    await kill();
    appendFileSync(file('log'), '[["cut off by the k');
    await start(new URL(url).port);
    await store.append(stream, events.slice(20), 19n);
    expect(await store.identity()).to.equal(identity);
    const all = await collect(store.readAll());
    expect(all.slice(0, 20)).to.deep.equal(before);
    expect(idsOf(all)).to.deep.equal(idsOf(events));
    await store.close();
  }).timeout(20_000);
});
