import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { EventStore, Page } from '../../../commands/event-store.js';
import type { Position } from '../../../domain/kernel/ids.js';
import { soon } from '../../fixtures/soon.js';
import { collect, follow, idsOf, newEvents, newStream, patience, within } from './samples.js';

const eventsOf = (pages: readonly Page[]) => pages.flatMap(({ events }) => events);

export function subscribeCases(use: () => EventStore): void {
  const fill = async (count: number) => {
    const start = await use().head();
    const stream = newStream();
    const events = newEvents(count);
    await use().append(stream, events, 'none');
    return { start, stream, events };
  };

  describe('subscribing', () => {
    it('catches up with what is there, in order', async () => {
      const { start, events } = await fill(25);
      const pages = await within(patience, follow(use(), start, 25, 10));
      expect(idsOf(eventsOf(pages))).to.deep.equal(idsOf(events));
    });

    it('goes on from any position', async () => {
      const { start, events } = await fill(6);
      const stored = await collect(use().readAll({ after: start }));
      for (const [index, { position }] of stored.slice(0, -1).entries()) {
        const pages = await within(patience, follow(use(), position, 5 - index));
        expect(idsOf(eventsOf(pages))).to.deep.equal(idsOf(events.slice(index + 1)));
      }
    });

    it('delivers what comes later', async () => {
      const start = await use().head();
      const following = follow(use(), start, 3);
      const stream = newStream();
      const events = newEvents(3);
      await sleep(20);
      const { revision } = await use().append(stream, events.slice(0, 1), 'none');
      await sleep(20);
      await use().append(stream, events.slice(1), revision);
      expect(idsOf(eventsOf(await within(patience, following)))).to.deep.equal(idsOf(events));
    });

    it('delivers soon what is appended', () =>
      soon(async () => {
        const following = follow(use(), await use().head(), 1);
        await sleep(50);
        await use().append(newStream(), newEvents(1), 'none');
        await within(patience, following);
      }));

    it('misses and repeats nothing while others write', async () => {
      const start = await use().head();
      const following = follow(use(), start, 200, 7);
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          const stream = newStream();
          for (let round = 0; round < 10; round++)
            await use().append(stream, newEvents(2), round === 0 ? 'none' : BigInt(round * 2 - 1));
        }),
      );
      const seen = eventsOf(await within(patience, following));
      expect(seen).to.deep.equal(await collect(use().readAll({ after: start })));
    });

    it('takes no more into a page than asked for', async () => {
      const { start } = await fill(23);
      const pages = await within(patience, follow(use(), start, 23, 4));
      for (const { events } of pages) expect(events.length).to.be.at.most(4);
    });

    it('says with every page where to go on', async () => {
      const { start } = await fill(12);
      for (const page of await within(patience, follow(use(), start, 12, 5)))
        if (page.events.length > 0) expect(page.next).to.equal(page.events.at(-1)!.position);
    });

    it('loses and repeats nothing when dropped after any page and resumed', async () => {
      const { start, events } = await fill(30);
      const seen: string[] = [];
      let after: Position = start;
      while (seen.length < 30) {
        const page = await within(patience, firstPage(use(), after, 7));
        seen.push(...idsOf(page.events));
        after = page.next;
      }
      expect(seen).to.deep.equal(idsOf(events));
    });

    it('delivers a page again to one who had not stored where to go on', async () => {
      const { start } = await fill(9);
      const once = await within(patience, firstPage(use(), start, 4));
      expect(await within(patience, firstPage(use(), start, 4))).to.deep.equal(once);
    });

    it('says that the end is reached, not before and not late', async () => {
      const { start } = await fill(20);
      const end = new AbortController();
      let seen = 0;
      for await (const page of use().subscribe({ after: start, pageSize: 5 }, end.signal)) {
        seen += page.events.length;
        if (page.live) break;
      }
      end.abort();
      expect(seen).to.equal(20);
    });

    it('says so at once when nothing is there', async () => {
      const after = await use().head();
      const page = await within(patience, firstPage(use(), after));
      expect(page).to.deep.equal({ events: [], next: after, live: true });
    });

    it('says nothing while nothing happens', async () => {
      const end = new AbortController();
      const pages: Page[] = [];
      setTimeout(() => {
        end.abort();
      }, 300);
      for await (const page of use().subscribe({ after: await use().head() }, end.signal))
        pages.push(page);
      expect(pages).to.have.length(1);
    });

    it('serves any number of subscribers, each at its own pace', async () => {
      const { start, events } = await fill(40);
      const all = await within(
        patience,
        Promise.all([1, 3, 10, 500].map((pageSize) => follow(use(), start, 40, pageSize))),
      );
      for (const pages of all) expect(idsOf(eventsOf(pages))).to.deep.equal(idsOf(events));
    });

    it('waits for a slow consumer and loses nothing', async () => {
      const start = await use().head();
      const end = new AbortController();
      const seen: string[] = [];
      const writing = (async () => {
        for (let round = 0; round < 10; round++)
          await use().append(newStream(), newEvents(30), 'none');
      })();
      for await (const { events } of use().subscribe({ after: start, pageSize: 50 }, end.signal)) {
        seen.push(...idsOf(events));
        await sleep(15);
        if (seen.length >= 300) end.abort();
      }
      await writing;
      expect(seen).to.deep.equal(idsOf(await collect(use().readAll({ after: start }))));
    });

    endingCases(use);
  });
}

function endingCases(use: () => EventStore): void {
  it('ends when it is aborted while waiting', async () => {
    const end = new AbortController();
    const pages = use().subscribe({ after: await use().head() }, end.signal);
    const iterator = pages[Symbol.asyncIterator]();
    expect((await iterator.next()).done).to.equal(false);
    const waiting = iterator.next();
    end.abort();
    expect((await within(patience, waiting)).done).to.equal(true);
  });

  it('yields nothing when it was aborted before', async () => {
    const iterator = use().subscribe({}, AbortSignal.abort())[Symbol.asyncIterator]();
    expect((await within(patience, iterator.next())).done).to.equal(true);
  });

  it('ends when its consumer leaves', async () => {
    for await (const page of use().subscribe({}, new AbortController().signal)) {
      expect(page.events.length).to.be.at.least(0);
      break;
    }
    await use().append(newStream(), newEvents(1), 'none');
  });
}

/** The first page of a subscription that is dropped after it. */
async function firstPage(store: EventStore, after: Position, pageSize = 500): Promise<Page> {
  const end = new AbortController();
  try {
    for await (const page of store.subscribe({ after, pageSize }, end.signal)) return page;
  } finally {
    end.abort();
  }
  throw new Error('The subscription ended by itself');
}
