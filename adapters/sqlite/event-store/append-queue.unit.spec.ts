import { expect } from 'chai';
import { ConflictError, StoreBusyError } from '../../../domain/kernel/faults.js';
import { streamName } from '../../../domain/kernel/ids.js';
import { AppendQueue, type QueuedAppend } from './append-queue.js';

const stream = streamName('case-1');
const queued = (bytes = 1): QueuedAppend => ({
  stream,
  expected: 4n,
  bytes,
  written: { stream, expected: 4, at: 0, texts: [] },
});

describe('queue of appends', () => {
  it('takes 4,096 appends and no more', () => {
    const queue = new AppendQueue();
    for (let count = 0; count < 4_096; count++) void queue.add(queued());
    expect(() => queue.add(queued())).to.throw(StoreBusyError);
    expect(queue.appends).to.equal(4_096);
    expect(queue.handOver()).to.have.length(4_096);
  });

  it('takes 32 MiB and no more', () => {
    const queue = new AppendQueue();
    for (let count = 0; count < 32; count++) void queue.add(queued(1_048_576));
    expect(() => queue.add(queued(1))).to.throw(StoreBusyError);
    expect(queue.bytes).to.equal(33_554_432);
  });

  it('has room again once appends are answered, not when they are handed over', () => {
    const queue = new AppendQueue({ appends: 2, bytes: 100 });
    void queue.add(queued(60));
    void queue.add(queued(40));
    queue.handOver();
    expect(() => queue.add(queued(0))).to.throw(StoreBusyError);
    queue.settle([[5, 9]]);
    expect({ appends: queue.appends, bytes: queue.bytes }).to.deep.equal({ appends: 1, bytes: 40 });
    void queue.add(queued(60));
  });

  it('hands each append over once', () => {
    const queue = new AppendQueue();
    void queue.add(queued());
    expect(queue.handOver()).to.have.length(1);
    void queue.add(queued());
    expect(queue.handOver()).to.have.length(1);
    expect(queue.handOver()).to.deep.equal([]);
  });

  it('answers in the order of the appends', async () => {
    const queue = new AppendQueue();
    const answers = [queue.add(queued()), queue.add(queued()), queue.add(queued())];
    queue.settle([[5, 70]]);
    queue.settle([
      [7, 0],
      [-1, 0],
    ]);
    const [taken, conflict, missing] = await Promise.allSettled(answers);
    expect(taken).to.deep.equal({
      status: 'fulfilled',
      value: { revision: 5n, position: '0000000000000070' },
    });
    expect(conflict).to.have.property('reason').that.is.instanceOf(ConflictError);
    expect(conflict).to.have.nested.property('reason.actual', 7n);
    expect(missing).to.have.nested.property('reason.actual', 'none');
  });

  it('fails as many as it is told and keeps the rest', async () => {
    const queue = new AppendQueue();
    const [failed, kept] = [queue.add(queued()), queue.add(queued())];
    queue.fail(1, new Error('disk'));
    queue.settle([[5, 1]]);
    expect(await Promise.allSettled([failed, kept])).to.have.nested.property('[0].reason.message');
    expect(await kept).to.include({ revision: 5n });
  });

  it('gives up on what waits too long, and keeps its place', async () => {
    const queue = new AppendQueue();
    const late = queue.add(queued());
    queue.giveUp(performance.now(), new Error('late'));
    expect(await Promise.allSettled([late])).to.have.nested.property('[0].reason.message', 'late');
    expect(queue.appends).to.equal(1);
    const next = queue.add(queued());
    queue.settle([
      [5, 1],
      [6, 2],
    ]);
    expect(await next).to.include({ revision: 6n });
    expect(queue.oldest).to.equal(undefined);
  });
});
