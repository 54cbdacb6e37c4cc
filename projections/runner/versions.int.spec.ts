import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { methodsOf, sourceOf, stage, storedOf, type Run } from '../../test/projections/running.js';
import {
  add,
  remove,
  spoil,
  pass,
  toys,
  toysAs,
  toyLog,
  type Toy,
} from '../../test/projections/toy.js';
import { served } from '../served.js';
import type { EventSource } from './source.js';

describe('projection runner and versions', () => {
  const on = stage();

  describe('refuses', () => {
    it('a version that other code wrote', async () => {
      await (await on.begin()).stop();
      const error: unknown = await on
        .begin({ sources: () => ['other code'] })
        .catch((e: unknown) => e);
      expect(error).to.include({ code: 'projection.code-differs' });
    });

    it('a checkpoint of another log', async () => {
      await on.log.append(add(1, 'a'));
      const run = await on.begin();
      await run.caughtUp();
      await run.stop();
      on.log = toyLog();
      await on.log.append(add(1, 'a'));
      const error: unknown = await on.begin().catch((e: unknown) => e);
      expect(error).to.include({ code: 'projection.rebuild-needed' });
      expect(String(error)).to.match(/charter rebuild toys/);
    });

    for (const [title, shorten] of [
      ['ends before its checkpoint', 0],
      ['has another event there', 2],
    ] as const)
      it(`a log that was restored and ${title}`, async () => {
        await on.log.append(add(1, 'a'), add(1, 'b'));
        const run = await on.begin();
        await run.caughtUp();
        await run.stop();
        const restored = toyLog();
        const identity = await on.log.events.identity();
        await restored.append(add(1, 'a'));
        if (shorten > 0) await restored.append(pass(), pass());
        const events = {
          identity: () => Promise.resolve(identity),
          head: () => restored.events.head(),
          readAll: async function* (options: Parameters<typeof restored.events.readAll>[0]) {
            for await (const page of restored.events.readAll(options))
              yield page.map((event) =>
                event.revision === 0n && event.type === 'toy.passed.v1'
                  ? { ...event, id: event.id.replace('4000', '4001') as typeof event.id }
                  : event,
              );
          },
          subscribe: restored.events.subscribe.bind(restored.events),
        };
        const error: unknown = await on.begin({ events }).catch((e: unknown) => e);
        expect(error).to.include({ code: 'projection.rebuild-needed' });
      });
  });

  describe('rebuild', () => {
    beforeEach(() => on.log.append(add(1, 'a'), add(2, 'b'), remove('a'), spoil('b'), add(3, 'c')));

    it('loads the same version anew while it is fed, compares, switches and drops the old one', async () => {
      const run = await on.begin();
      await run.caughtUp();
      const [report] = await run.rebuild(['toys'], { compare: true });
      expect(report).to.deep.equal({
        projection: 'toys',
        version: 1,
        generation: 2,
        comparison: { documents: 3, differing: 0, differences: [] },
      });
      expect(await on.versions()).to.deep.equal(['toys 1.2 ready serving']);
      await on.log.append(add(1, 'd'));
      await run.until(
        async () => (await storedOf(on.store, { ...toys.collection, generation: 2 })).size === 4,
      );
      await on.expectStraight({ ...toys.collection, generation: 2 });
    });

    it('rebuilds several by one reading of the log', async () => {
      let read = 0;
      const events = {
        ...sourceOf(on.log),
        async *readAll(...args: Parameters<EventSource['readAll']>) {
          for await (const page of on.log.events.readAll(...args)) {
            read += page.length;
            yield page;
          }
        },
      };
      const run = await on.begin({ events, projections: [toys, toysAs('others')] });
      await run.caughtUp();
      read = 0;
      const reports = await run.rebuild(['toys', 'others'], { compare: true });
      expect(reports.map(({ projection, comparison }) => [projection, comparison])).to.deep.equal(
        ['toys', 'others'].map((name) => [name, { documents: 3, differing: 0, differences: [] }]),
      );
      expect(read).to.equal((await on.log.all()).length);
      expect(await on.versions()).to.have.members([
        'others 1.2 ready serving',
        'toys 1.2 ready serving',
      ]);
    });

    it('keeps feeding the old one when asked to, so that switching back is possible', async () => {
      const run = await on.begin();
      await run.caughtUp();
      await run.rebuild(['toys'], { keepOld: true });
      await on.log.append(add(1, 'd'));
      await run.until(async () => (await storedOf(on.store)).size === 4);
      await run.stop();
      await on.expectStraight();
      await on.expectStraight({ ...toys.collection, generation: 2 });
      expect(await on.versions()).to.deep.equal(['toys 1.1 ready', 'toys 1.2 ready serving']);
    });

    for (const moment of ['before it switched', 'before it dropped the old one'] as const)
      it(`ends what a rebuild had begun that was killed ${moment}`, async () => {
        const first = await caughtUpRun();
        await first.rebuild(['toys'], { keepOld: true });
        await first.stop();
        if (moment === 'before it switched')
          await on.store.serve({ projection: 'toys', version: 1, generation: 1 });
        const run = await on.begin();
        await run.until(async () => (await on.store.versions()).length === 1);
        expect(await on.versions()).to.deep.equal(['toys 1.2 ready serving']);
        await on.log.append(add(1, 'd'));
        await run.caughtUp();
        await run.stop();
        await on.expectStraight({ ...toys.collection, generation: 2 });
      });

    it('ends what a rebuild had begun on a store that tells late and fails to drop at first', async () => {
      const first = await caughtUpRun();
      await first.rebuild(['toys'], { keepOld: true });
      await first.stop();
      await on.store.serve({ projection: 'toys', version: 1, generation: 1 });
      const methods = methodsOf(on.store);
      let failures = 0;
      const store: typeof methods = {
        ...methods,
        // What is told of all versions is older than what is told of one projection's.
        versions: async (projection) => {
          const told = await methods.versions(projection);
          if (projection === undefined) await sleep(50);
          return told;
        },
        drop: (id) => (failures++ < 2 ? Promise.reject(new Error('busy')) : methods.drop(id)),
      };
      const run = await on.begin({ store });
      await run.until(async () => (await on.store.versions()).length === 1);
      expect(await on.versions()).to.deep.equal(['toys 1.2 ready serving']);
      expect(failures).to.be.greaterThan(1);
      await run.stop();
    });

    it('serves what a run had loaded that was killed before it served it', async () => {
      const neverServing = {
        ...methodsOf(on.store),
        serve: () => Promise.reject(new Error('killed')),
      };
      const killed = await on.begin({ store: neverServing });
      await killed.until(async () => (await on.versions()).includes('toys 1.1 ready'));
      await killed.stop();
      const run = await on.begin();
      await run.until(async () => (await on.versions()).includes('toys 1.1 ready serving'));
      await on.log.append(add(1, 'd'));
      await run.caughtUp();
      await run.stop();
      await on.expectStraight();
    });

    it('reports document by document what differs from what other code had made', async () => {
      await (await caughtUpRun()).stop();
      const run = await on.begin({ projections: [doubling(2)] });
      await run.caughtUp();
      expect(await on.versions()).to.deep.equal(['toys 1.1 ready', 'toys 2.1 ready serving']);
      await on.store.serve({ projection: 'toys', version: 1, generation: 1 });
      await on.log.append(add(5, 'c'));
      await run.caughtUp();
      const [{ comparison } = {}] = await run.rebuild(['toys'], { compare: true });
      expect(comparison).to.include({ documents: 3, differing: 1 });
      const [difference] = comparison?.differences ?? [];
      expect(difference).to.have.nested.include({ id: 'c', 'before.sum': 3, 'after.sum': 6 });
      expect(await on.versions()).to.deep.equal(['toys 2.1 ready', 'toys 2.2 ready serving']);
    });

    it('loads a version anew that other code wrote when told to, and drops what that code made', async () => {
      await (await caughtUpRun()).stop();
      const run = await on.begin({ projections: [doubling(1)], whenCodeDiffers: 'rebuild' });
      await run.caughtUp();
      const collection = { ...toys.collection, generation: 2 };
      expect((await on.store.collection<Toy>(collection).get('c'))?.sum).to.equal(6);
      await run.until(async () => (await on.store.versions()).length === 1);
      expect(await on.versions()).to.deep.equal(['toys 1.2 ready serving']);
    });

    it('serves a new version once it is loaded, the old one until then', async () => {
      await (await caughtUpRun()).stop();
      const cases = served<Toy>(on.store, 'toys', { pointerMilliseconds: 0 });
      const run = await on.begin({ projections: [toysAs('toys', 2)] });
      expect((await cases.state()).version).to.equal(1);
      await run.caughtUp();
      expect((await cases.state()).version).to.equal(2);
      expect((await cases.get('c'))?.sum).to.equal(3);
    });

    const doubling = (version: number) =>
      toysAs('toys', version, (document, event, id) => {
        const next = toys.evolve(document, event, id);
        return next && { ...next, sum: id === 'c' ? next.sum * 2 : next.sum };
      });

    async function caughtUpRun(): Promise<Run> {
      const run = await on.begin();
      await run.caughtUp();
      return run;
    }
  });
});
