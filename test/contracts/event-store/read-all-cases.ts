import { expect } from 'chai';
import { beginning, type EventStore, type ReadAllOptions } from '../../../commands/event-store.js';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import { isPosition, type Position } from '../../../domain/kernel/ids.js';
import { collect, failure, follow, idsOf, newEvents, newStream, within } from './samples.js';
import { expectRising } from './read-cases.js';

/** Three streams written in turns, after whatever the log held before. */
async function interleaved(store: EventStore, rounds = 4) {
  const start = await store.head();
  const streams = [newStream('case'), newStream('payment'), newStream('account')];
  const written: NewEvent[] = [];
  for (let round = 0; round < rounds; round++)
    for (const stream of streams) {
      const events = newEvents(2);
      const expected = round === 0 ? 'none' : BigInt(round * 2 - 1);
      await store.append(stream, events, expected);
      written.push(...events);
    }
  return { start, written };
}

export function readAllCases(use: () => EventStore): void {
  const all = (options: ReadAllOptions) => collect(use().readAll(options));

  describe('reading the whole log', () => {
    it('yields all streams in the order they were written', async () => {
      const { start, written } = await interleaved(use());
      expect(idsOf(await all({ after: start }))).to.deep.equal(idsOf(written));
    });

    it('has rising positions, across streams', async () => {
      const { start } = await interleaved(use());
      const positions = (await all({ after: start })).map(({ position }) => position);
      expectRising(positions);
      expect(positions.filter((position) => !isPosition(position))).to.deep.equal([]);
    });

    it('starts after the position asked for', async () => {
      const { start, written } = await interleaved(use());
      const stored = await all({ after: start });
      for (const index of [0, 1, 10, stored.length - 2])
        expect(idsOf(await all({ after: stored[index]!.position }))).to.deep.equal(
          idsOf(written.slice(index + 1)),
        );
    });

    it('yields nothing after the head', async () => {
      await interleaved(use(), 1);
      expect(await all({ after: await use().head() })).to.deep.equal([]);
    });

    it('starts at the beginning when no position is given', async () => {
      await interleaved(use(), 1);
      const [first] = await all({ limit: 1 });
      expect(await all({ after: beginning, limit: 1 })).to.deep.equal([first]);
    });

    it('goes backwards from the end', async () => {
      const { written } = await interleaved(use());
      const backwards = await all({ direction: 'backwards', limit: written.length });
      expect(idsOf(backwards)).to.deep.equal(idsOf(written).reverse());
    });

    it('goes backwards from before a position', async () => {
      const { start, written } = await interleaved(use());
      const stored = await all({ after: start });
      const after = stored[5]!.position;
      const backwards = await all({ after, direction: 'backwards', limit: 3 });
      expect(idsOf(backwards)).to.deep.equal(idsOf(written.slice(2, 5)).reverse());
    });

    it('yields nothing before the first event', async () => {
      await interleaved(use(), 1);
      const [first] = await all({ limit: 1 });
      expect(await all({ after: first!.position, direction: 'backwards' })).to.deep.equal([]);
      expect(await all({ after: beginning, direction: 'backwards' })).to.deep.equal([]);
    });

    it('yields no more than the limit', async () => {
      const { start, written } = await interleaved(use());
      expect(idsOf(await all({ after: start, limit: 5, pageSize: 2 }))).to.deep.equal(
        idsOf(written.slice(0, 5)),
      );
      expect(await all({ after: start, limit: 0 })).to.deep.equal([]);
    });

    for (const pageSize of [1, 2, 5, 23, 24, 25, 2_000])
      it(`comes in pages of at most ${pageSize}, never empty, with nothing lost`, async () => {
        const { start, written } = await interleaved(use());
        for (const direction of ['forwards', 'backwards'] as const) {
          const options = direction === 'forwards' ? { after: start } : { limit: written.length };
          const ids: string[] = [];
          for await (const page of use().readAll({ ...options, direction, pageSize })) {
            expect(page.length).to.be.within(1, pageSize);
            ids.push(...idsOf(page));
          }
          const expected = idsOf(written);
          expect(ids).to.deep.equal(direction === 'forwards' ? expected : expected.reverse());
        }
      });

    it('refuses a page size or limit that is none', async () => {
      for (const options of [
        { pageSize: 0 },
        { pageSize: 2_001 },
        { pageSize: 1.5 },
        { limit: -1 },
      ])
        expect(await failure(() => all(options))).to.be.instanceOf(RangeError);
    });

    it('refuses a position that no log of this kind gives out', async () => {
      expect(await failure(() => all({ after: 'yesterday' as Position }))).to.be.instanceOf(
        RangeError,
      );
    });

    it('refuses a position past its end, as one that was restored is asked for', async () => {
      await interleaved(use(), 1);
      const after = `1${(await use().head()).slice(1)}` as Position;
      for (const ask of [
        () => all({ after }),
        () => all({ after, direction: 'backwards' }),
        () => within<unknown>(5_000, follow(use(), after, 1)),
      ])
        expect(await failure(ask)).to.be.instanceOf(RangeError);
    });

    it('keeps the events of one append together while others write', async () => {
      const start = await use().head();
      await Promise.all(
        Array.from({ length: 20 }, () => use().append(newStream(), newEvents(5), 'none')),
      );
      const streams = (await all({ after: start })).map(({ stream }) => stream);
      const changes = streams.filter((stream, index) => stream !== streams[index - 1]);
      expect(changes).to.have.length(20);
    });

    it('agrees with the streams read one by one', async () => {
      const { start } = await interleaved(use());
      const stored = await all({ after: start });
      for (const stream of new Set(stored.map((event) => event.stream)))
        expect(await collect(use().read(stream))).to.deep.equal(
          stored.filter((event) => event.stream === stream),
        );
    });

    it('gives every event one position, whoever asks', async () => {
      const stream = newStream();
      const { position } = await use().append(stream, newEvents(1), 'none');
      const [last] = await all({ direction: 'backwards', limit: 1 });
      expect(last!.position).to.equal(position);
      expect(await use().head()).to.equal(position);
    });

    it('has a head that only rises', async () => {
      const heads = [await use().head()];
      for (let round = 0; round < 3; round++) {
        await use().append(newStream(), newEvents(1), 'none');
        heads.push(await use().head());
      }
      expectRising(heads);
    });
  });
}
