import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { instant, type Instant } from '../../domain/kernel/instant.js';
import { importer, silent, toyBench, type Bench } from '../../test/commands/workbench.js';
import { streamName } from '../../domain/kernel/ids.js';
import type { DueStream, DueStreams } from '../ports/due-streams.js';
import { createTimekeeper } from './timekeeper.js';

/** A read model that never learns of settling, and follows the cursor only when told to. */
function stale(all: readonly DueStream[], followsCursor = true) {
  const asked: Instant[] = [];
  const due: DueStreams = {
    dueBefore: (at, limit, after) => {
      asked.push(at);
      const from =
        after === undefined || !followsCursor
          ? 0
          : all.findIndex(({ stream }) => stream === after.stream) + 1;
      return Promise.resolve(all.filter(({ dueAt }) => dueAt <= at).slice(from, from + limit));
    },
  };
  return { due, asked };
}

const minute = 60_000;
const dueAt = instant('2024-03-01T09:10:00Z');

async function boxes(bench: Bench, count: number): Promise<readonly DueStream[]> {
  const names = Array.from({ length: count }, (_, index) => `b${index}`);
  for (const name of names) await bench.do('begin', name, { minutes: 10 });
  return names.map((name) => ({ stream: streamName(`toy-${name}`), dueAt }));
}

const counting = (bench: Bench) => {
  const calls = { now: 0, most: 0, total: 0 };
  const execute: Bench['execute'] = async (dispatch) => {
    calls.total += 1;
    calls.now += 1;
    calls.most = Math.max(calls.most, calls.now);
    const result = await bench.execute(dispatch);
    calls.now -= 1;
    return result;
  };
  return { calls, execute };
};

describe('the timekeeper', () => {
  it('settles every stream that is due, page by page, a few at a time', async () => {
    const bench = toyBench();
    const { due } = stale(await boxes(bench, 25));
    const { calls, execute } = counting(bench);
    bench.clock.forward(20 * minute);
    const timekeeper = createTimekeeper({
      ...bench,
      due,
      execute,
      logger: silent,
      concurrency: 3,
      batch: 10,
    });
    expect(await timekeeper.runOnce()).to.deep.equal({ settled: 25, unchanged: 0, failed: 0 });
    expect(calls.most).to.equal(3);
    const [, lapsed] = await bench.events('b24');
    expect(lapsed?.type).to.equal('toy.lapsed.v1');
    expect(lapsed?.meta.occurredAt).to.equal(dueAt);
  });

  it('ends with a read model that lags, and finds nothing to do there again', async () => {
    const bench = toyBench();
    const { due } = stale(await boxes(bench, 20), false);
    bench.clock.forward(20 * minute);
    const timekeeper = createTimekeeper({ ...bench, due, logger: silent, batch: 10 });
    expect((await timekeeper.runOnce()).settled).to.equal(10);
    expect(await timekeeper.runOnce()).to.deep.equal({ settled: 0, unchanged: 10, failed: 0 });
  });

  it('settles as of a time, marked as history for an import', async () => {
    const bench = toyBench();
    const old = { caller: importer, occurredAt: instant('2001-01-01T00:00:00Z') };
    await bench.do('begin', 'old', { minutes: 10 }, { ...old, origin: 'import' });
    const at = instant('2001-01-02T00:00:00Z');
    const { due, asked } = stale([
      { stream: streamName('toy-old'), dueAt: instant('2001-01-01T00:10:00Z') },
    ]);
    const timekeeper = createTimekeeper({ ...bench, due, logger: silent });
    expect((await timekeeper.runOnce({ at, origin: 'import' })).settled).to.equal(1);
    expect(asked).to.deep.equal([at]);
    const [, lapsed] = await bench.events('old');
    expect(lapsed?.meta).to.include({
      occurredAt: '2001-01-01T00:10:00.000Z',
      origin: 'policy',
      channel: 'import',
    });
  });

  it('goes on with the others when one fails', async () => {
    const bench = toyBench();
    const streams = await boxes(bench, 2);
    const { due } = stale([{ stream: streamName('toy-nowhere'), dueAt }, ...streams]);
    bench.clock.forward(20 * minute);
    const timekeeper = createTimekeeper({ ...bench, due, logger: silent });
    expect(await timekeeper.runOnce()).to.deep.equal({ settled: 2, unchanged: 0, failed: 1 });
  });

  it('looks again and again, and leaves alone what it has just settled', async () => {
    const bench = toyBench();
    const { due, asked } = stale(await boxes(bench, 3));
    const { calls, execute } = counting(bench);
    bench.clock.forward(20 * minute);
    const timekeeper = createTimekeeper({ ...bench, due, execute, logger: silent, interval: 2 });
    const stop = new AbortController();
    const running = timekeeper.run(stop.signal);
    while (asked.length < 5) await sleep(2);
    stop.abort();
    await running;
    expect(calls.total).to.equal(3);
  });

  it('survives a read model that fails', async () => {
    const bench = toyBench();
    let asked = 0;
    const due: DueStreams = { dueBefore: () => Promise.reject(new Error(`down ${(asked += 1)}`)) };
    const stop = new AbortController();
    const timekeeper = createTimekeeper({ ...bench, due, logger: silent, interval: 1 });
    const running = timekeeper.run(stop.signal);
    while (asked < 3) await sleep(2);
    stop.abort();
    await running;
    expect(asked).to.be.at.least(3);
  });
});
