import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { StoreLockedError } from '../../domain/kernel/faults.js';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { acquireLock } from './lock.js';

const holder = `
  import { acquireLock } from ${JSON.stringify(new URL('./lock.js', import.meta.url).href)};
  acquireLock(process.argv[1], 'the log');
  process.stdout.write('held');
  setInterval(() => {}, 1_000);
`;

describe('lock', () => {
  const file = scratchDirectory();

  it('is refused to a second holder in the same process, naming what is guarded', () => {
    const lock = acquireLock(file('a.lock'), 'data/events.db');
    expect(() => acquireLock(file('a.lock'), 'data/events.db'))
      .to.throw(StoreLockedError)
      .with.property('message')
      .that.contains('data/events.db');
    lock.release();
  });

  it('can be taken again once released, and releasing twice does no harm', () => {
    const first = acquireLock(file('a.lock'), 'x');
    first.release();
    const second = acquireLock(file('a.lock'), 'x');
    first.release();
    expect(() => acquireLock(file('a.lock'), 'x')).to.throw(StoreLockedError);
    second.release();
  });

  it('keeps other files free', () => {
    const one = acquireLock(file('a.lock'), 'x');
    acquireLock(file('b.lock'), 'x').release();
    one.release();
  });

  it('is refused while another process holds it, and free once that was killed', async () => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', holder, file('a.lock')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    expect(() => acquireLock(file('a.lock'), 'x')).to.throw(StoreLockedError);
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireLock(file('a.lock'), 'x').release();
  });
});
