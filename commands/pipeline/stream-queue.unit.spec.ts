import { setImmediate as tick } from 'node:timers/promises';
import { expect } from 'chai';
import { StoreBusyError } from '../../domain/kernel/faults.js';
import { streamName } from '../../domain/kernel/ids.js';
import { createStreamQueue } from './stream-queue.js';

const a = streamName('toy-a');
const b = streamName('toy-b');

describe('the queue of a stream', () => {
  it('runs one work at a time, in the order of asking', async () => {
    const queue = createStreamQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await tick();
      log.push(`${name} ends`);
    };
    await Promise.all([queue.run(a, work('1')), queue.run(a, work('2')), queue.run(a, work('3'))]);
    expect(log).to.deep.equal(
      ['1', '2', '3'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('lets streams run beside each other', async () => {
    const queue = createStreamQueue();
    let release: () => void = () => undefined;
    const held = queue.run(a, () => new Promise<void>((resolve) => (release = resolve)));
    expect(await queue.run(b, () => Promise.resolve('done'))).to.equal('done');
    release();
    await held;
  });

  it('goes on after work that failed, and hands the failure to who asked', async () => {
    const queue = createStreamQueue();
    const failed = queue.run(a, () => Promise.reject(new Error('no')));
    const next = queue.run(a, () => Promise.resolve('yes'));
    expect(await failed.catch((error: unknown) => String(error))).to.equal('Error: no');
    expect(await next).to.equal('yes');
  });

  it('turns away who comes when a thousand wait', async () => {
    const queue = createStreamQueue();
    const all = Array.from({ length: 1001 }, () =>
      queue.run(a, tick).then(
        () => 'done',
        (error: unknown) => error,
      ),
    );
    const outcomes = await Promise.all(all);
    expect(outcomes.at(-1)).to.be.instanceOf(StoreBusyError);
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1000);
  });

  it('is idle when all has ended', async () => {
    const queue = createStreamQueue();
    let ended = false;
    void queue.run(a, async () => {
      await tick();
      ended = true;
    });
    await queue.idle();
    expect(ended).to.equal(true);
  });
});
