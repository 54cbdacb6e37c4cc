import { expect } from 'chai';
import { sourceOf, stage, type Run } from '../../test/projections/running.js';
import {
  add,
  remove,
  pass,
  toys,
  toysAs,
  retired,
  novel,
  newerCodec,
} from '../../test/projections/toy.js';
import type { EventSource } from './source.js';

describe('projection runner', () => {
  const on = stage();

  it('loads what is in the on.log, makes it ready, serves it, and follows', async () => {
    await on.log.append(add(1, 'a'), add(2, 'b'), pass(), remove('a'));
    const run = await on.begin();
    await run.caughtUp();
    expect(await on.versions()).to.deep.equal(['toys 1.1 ready serving']);
    await on.expectStraight();
    await on.log.append(add(3, 'b', 'c'));
    await run.caughtUp();
    await on.expectStraight();
    expect(run.statuses.map(({ state }) => state)).to.deep.equal(['loading', 'live']);
  });

  it('serves an empty log at once', async () => {
    const run = await on.begin();
    await run.until(({ statuses }) => statuses.some(({ state }) => state === 'live'));
    expect(await on.versions()).to.deep.equal(['toys 1.1 ready serving']);
    expect((await on.store.versions())[0]?.checkpoint).to.equal(undefined);
  });

  it('goes on where it stopped, having stored what it handled', async () => {
    await on.log.append(add(1, 'a'), pass());
    const first = await on.begin();
    await first.caughtUp();
    await on.log.append(pass(), pass());
    await first.caughtUp();
    await first.stop();
    const { checkpoint } = (await on.store.versions())[0]!;
    const events = await on.log.all();
    expect(checkpoint).to.deep.equal({
      logId: await on.log.events.identity(),
      position: events[3]!.position,
      eventId: events[3]!.id,
      previous: events[2]!.position,
    });
    await on.log.append(add(1, 'a'));
    const second = await on.begin();
    await second.caughtUp();
    await on.expectStraight();
    expect(second.progress.at(-1)?.events).to.equal(1);
  });

  it('reports progress of pages that touch nothing, and stores their checkpoint soon', async () => {
    const run = await on.begin();
    await run.until(({ statuses }) => statuses.some(({ state }) => state === 'live'));
    await on.log.append(pass());
    await run.caughtUp();
    const head = await on.log.events.head();
    await run.until(async () => (await on.store.versions())[0]?.checkpoint?.position === head);
    expect(run.progress.at(-1)).to.include({ projection: 'toys', serving: true, live: true });
  });

  it('shows every page to every projection in one reading', async () => {
    let subscriptions = 0;
    const events: EventSource = {
      ...sourceOf(on.log),
      subscribe: (...input: Parameters<EventSource['subscribe']>) => {
        subscriptions++;
        return on.log.events.subscribe(...input);
      },
    };
    await on.log.append(add(1, 'a'));
    const others = toysAs('others');
    const run = await on.begin({ events, projections: [toys, others] });
    await run.caughtUp();
    await on.log.append(add(1, 'a'), add(1, 'b'));
    await run.caughtUp();
    await on.expectStraight();
    await on.expectStraight(others.collection);
    expect(subscriptions).to.equal(1);
  });

  it('loads a new projection beside one that goes on following', async () => {
    await on.log.append(add(1, 'a'));
    const first = await on.begin();
    await first.caughtUp();
    await first.stop();
    await on.log.append(add(1, 'b'));
    const others = toysAs('others');
    const run = await on.begin({ projections: [toys, others] });
    await run.caughtUp();
    await on.expectStraight();
    await on.expectStraight(others.collection);
    expect(await on.versions()).to.deep.equal([
      'others 1.1 ready serving',
      'toys 1.1 ready serving',
    ]);
  });

  it('drives whatever else is shown events, from its own position', async () => {
    await on.log.append(add(1, 'a'), add(1, 'b'), add(1, 'c'));
    const events = await on.log.all();
    const seen: string[] = [];
    let position = events[0]!.position;
    const run = await on.begin({
      consumers: [
        {
          name: 'watcher',
          get position() {
            return position;
          },
          handle: (page) => {
            for (const each of page.events) if (each.position > position) seen.push(each.id);
            position = page.end.position;
            return Promise.resolve();
          },
        },
      ],
    });
    await run.until(() => seen.length === 2);
    expect(seen).to.deep.equal(events.slice(1).map(({ id }) => id));
  });

  it('skips retired types, and stores checkpoints beyond them', async () => {
    await on.log.append(add(1, 'a'), { type: retired, keys: [], amount: 0 });
    const run = await on.begin();
    await run.caughtUp();
    await run.stop();
    expect((await on.store.versions())[0]?.checkpoint?.position).to.equal(
      await on.log.events.head(),
    );
  });

  describe('at an event that only newer code knows', () => {
    const halts = async (run: Run, name: string) => {
      await run.until(({ statuses }) => statuses.some(({ state }) => state === 'needs-newer-code'));
      expect(run.statuses.at(-1)?.detail).to.match(/toy\.novel\.v1.*upgrade/);
      await run.stop();
      const stood = (await on.store.versions(name))[0]?.checkpoint?.position;
      expect(stood).to.equal((await on.log.all())[1]?.position);
    };
    const goesOn = async (name: string) => {
      const upgraded = await on.begin({ codec: newerCodec, projections: [toysAs(name)] });
      await upgraded.caughtUp();
      await on.expectStraight(toysAs(name).collection);
    };
    const news = [add(1, 'b'), { type: novel.type, keys: ['a'], amount: 5 }, add(1, 'c')];

    it('halts before it while following, and goes on after an upgrade', async () => {
      await on.log.append(add(1, 'a'));
      const run = await on.begin();
      await run.caughtUp();
      await on.log.append(...news);
      await halts(run, 'toys');
      await goesOn('toys');
    });

    it('halts before it while loading, and goes on after an upgrade', async () => {
      await on.log.append(add(1, 'a'), ...news);
      await halts(await on.begin(), 'toys');
      await goesOn('toys');
    });
  });
});
