import { expect } from 'chai';
import type { EventStore, ExpectedRevision } from '../../../commands/event-store.js';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import { collect, expectConflict, idsOf, newEvent, newEvents, newStream } from './samples.js';

interface Row {
  readonly title: string;
  /** Which of the eight events a to h is appended again; a new one as `?`. */
  readonly again: string;
  readonly expected: ExpectedRevision;
  /** Revision answered, or that it conflicts. */
  readonly result: bigint | 'conflict';
}

/** The stream holds a b c (one append), d e (one append), f. */
const table: readonly Row[] = [
  { title: 'the first append', again: 'abc', expected: 'none', result: 2n },
  { title: 'the second append', again: 'de', expected: 2n, result: 4n },
  { title: 'the last append', again: 'f', expected: 4n, result: 5n },
  { title: 'a prefix of one event', again: 'a', expected: 'none', result: 0n },
  { title: 'a prefix of two events', again: 'ab', expected: 'none', result: 1n },
  { title: 'a prefix of the second', again: 'd', expected: 2n, result: 3n },
  { title: 'two appends as one', again: 'abcde', expected: 'none', result: 4n },
  { title: 'all as one', again: 'abcdef', expected: 'none', result: 5n },
  { title: 'the end of one and the next', again: 'cde', expected: 1n, result: 4n },
  { title: 'a new event instead', again: '?', expected: 'none', result: 'conflict' },
  { title: 'a new event after old ones', again: 'ab?', expected: 'none', result: 'conflict' },
  { title: 'old events after a new one', again: '?bc', expected: 'none', result: 'conflict' },
  { title: 'more than was written', again: 'f?', expected: 4n, result: 'conflict' },
  { title: 'all and one more', again: 'abcdef?', expected: 'none', result: 'conflict' },
  { title: 'another order', again: 'acb', expected: 'none', result: 'conflict' },
  { title: 'one left out', again: 'ac', expected: 'none', result: 'conflict' },
  { title: 'a later revision', again: 'abc', expected: 0n, result: 'conflict' },
  { title: 'an earlier revision', again: 'de', expected: 1n, result: 'conflict' },
  { title: '"none" for a later append', again: 'de', expected: 'none', result: 'conflict' },
  { title: 'a revision past the end', again: 'abc', expected: 6n, result: 'conflict' },
];

export function idempotencyCases(use: () => EventStore): void {
  const written = async () => {
    const stream = newStream();
    const events = newEvents(6);
    await use().append(stream, events.slice(0, 3), 'none');
    await use().append(stream, events.slice(3, 5), 2n);
    await use().append(stream, events.slice(5), 4n);
    return { stream, events, stored: await collect(use().read(stream)) };
  };
  const pick = (events: readonly NewEvent[], letters: string) =>
    Array.from(letters, (letter) => events['abcdef'.indexOf(letter)] ?? newEvent());

  describe('repeating an append', () => {
    for (const { title, again, expected, result } of table)
      it(`${result === 'conflict' ? 'refuses' : 'answers again to'} ${title}`, async () => {
        const { stream, events, stored } = await written();
        const repeat = () => use().append(stream, pick(events, again), expected);
        if (result === 'conflict') await expectConflict(repeat, 5n);
        else
          expect(await repeat()).to.deep.equal({
            revision: result,
            position: stored[Number(result)]!.position,
          });
        expect(await collect(use().read(stream))).to.deep.equal(stored);
      });

    it('answers as it did the first time', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const first = await use().append(stream, events, 'none');
      await use().append(stream, newEvents(4), 2n);
      expect(await use().append(stream, events, 'none')).to.deep.equal(first);
    });

    it('looks at ids only', async () => {
      const stream = newStream();
      const event = newEvent({ amount: 1 });
      const first = await use().append(stream, [event], 'none');
      const changed = { ...event, type: 'case.closed.v1', data: { amount: 2 } };
      expect(await use().append(stream, [changed], 'none')).to.deep.equal(first);
      expect((await collect(use().read(stream)))[0]!.data).to.deep.equal({ amount: 1 });
    });

    it('writes identical appends that race only once', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const results = await Promise.all(
        Array.from({ length: 8 }, () => use().append(stream, events, 'none')),
      );
      expect(new Set(results.map(({ position }) => position)).size).to.equal(1);
      expect(idsOf(await collect(use().read(stream)))).to.deep.equal(idsOf(events));
    });
  });
}
