import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createMemoryLeases } from '../../../adapters/memory/leases.js';
import type { Leases } from '../../../commands/ports/leases.js';
import { ReadStoreUnavailableError } from '../../../domain/kernel/faults.js';
import { whileHeld, type HoldOptions } from './while-held.js';

const milliseconds = 80;
const logger = { info: () => undefined, warn: () => undefined };

/** A process that holds the lease when it can, and notes when it works. */
function member(leases: Leases, holder: string, more: Partial<HoldOptions> = {}) {
  const stopping = new AbortController();
  const noted: string[] = [];
  const work = async (signal: AbortSignal): Promise<void> => {
    noted.push('begins');
    await sleep(60_000, undefined, { signal }).catch(() => undefined);
    noted.push('ends');
  };
  const options = { leases, name: 'work', holder, milliseconds, logger };
  const done = whileHeld({ ...options, signal: stopping.signal, ...more }, work);
  return {
    noted,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

const until = async (isSo: () => boolean): Promise<number> => {
  const from = performance.now();
  while (!isSo()) {
    if (performance.now() - from > 5_000) throw new Error('It did not come to be.');
    await sleep(5);
  }
  return performance.now() - from;
};

/** Leases that stop answering when told, as a store that is away does. */
function failing(leases: Leases) {
  const state = { away: false, silent: false };
  const guard = <T>(call: () => Promise<T>): Promise<T> => {
    if (state.silent) return new Promise(() => undefined);
    return state.away ? Promise.reject(new Error('away')) : call();
  };
  const guarded: Leases = {
    read: (name) => guard(() => leases.read(name)),
    swap: (next, previous) => guard(() => leases.swap(next, previous)),
    want: (name, by) => guard(() => leases.want(name, by)),
  };
  return { guarded, state };
}

describe('work that one process does at a time', () => {
  it('is done by the first, and by the next as soon as that stops', async () => {
    const leases = createMemoryLeases();
    const first = member(leases, 'a');
    await until(() => first.noted.length === 1);
    const second = member(leases, 'b');
    await sleep(milliseconds * 2);
    expect(second.noted).to.deep.equal([]);
    await first.stop();
    expect(first.noted).to.deep.equal(['begins', 'ends']);
    expect(await until(() => second.noted.length === 1)).to.be.below(milliseconds);
    await second.stop();
  });

  it('is taken over when the holder shows no life any more, and stopped there', async () => {
    const leases = createMemoryLeases();
    const { guarded, state } = failing(leases);
    const first = member(guarded, 'a');
    await until(() => first.noted.length === 1);
    const second = member(leases, 'b');
    state.away = true;
    await until(() => second.noted.length === 1);
    await until(() => first.noted.at(-1) === 'ends');
    state.away = false;
    await sleep(milliseconds * 2);
    expect(first.noted).to.deep.equal(['begins', 'ends']);
    await second.stop();
    await until(() => first.noted.length === 3);
    await first.stop();
  });

  it('is stopped when its time is over, though the store only keeps silent', async () => {
    const leases = createMemoryLeases();
    const { guarded, state } = failing(leases);
    const first = member(guarded, 'a');
    await until(() => first.noted.length === 1);
    const second = member(leases, 'b');
    state.silent = true;
    await until(() => second.noted.length === 1);
    await until(() => first.noted.at(-1) === 'ends');
    await second.stop();
    void first.stop();
  });

  it('goes on while the store is away for less than the lease lasts', async () => {
    const { guarded, state } = failing(createMemoryLeases());
    const only = member(guarded, 'a', { milliseconds: 400 });
    await until(() => only.noted.length === 1);
    state.away = true;
    await sleep(150);
    state.away = false;
    await sleep(300);
    expect(only.noted).to.deep.equal(['begins']);
    await only.stop();
  });

  it('is handed over to who asks for it, and taken back afterwards', async () => {
    const leases = createMemoryLeases();
    const first = member(leases, 'a', { milliseconds: 200 });
    await until(() => first.noted.length === 1);
    const operator = member(leases, 'b', { milliseconds: 200, takeOver: true });
    await until(() => operator.noted.length === 1);
    expect(first.noted).to.deep.equal(['begins', 'ends']);
    await operator.stop();
    await until(() => first.noted.length === 3);
    await first.stop();
  });

  it('gives the lease back when it fails, and fails with it', async () => {
    const leases = createMemoryLeases();
    const signal = new AbortController().signal;
    const failed = await whileHeld(
      { leases, name: 'work', holder: 'a', milliseconds, logger, signal },
      () => Promise.reject(new Error('broken')),
    ).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'broken');
    expect(await leases.read('work')).to.include({ holder: '' });
  });

  it('begins anew when an engine was away that it needs', async () => {
    const leases = createMemoryLeases();
    const stopping = new AbortController();
    const { signal } = stopping;
    const attempts: number[] = [];
    await whileHeld(
      { leases, name: 'work', holder: 'a', milliseconds, logger, signal },
      async () => {
        attempts.push(performance.now());
        if (attempts.length < 3) return Promise.reject(new ReadStoreUnavailableError('it is away'));
        stopping.abort();
      },
    );
    expect(attempts).to.have.length(3);
    expect(await leases.read('work')).to.include({ holder: '' });
  });
});
