import { expect } from 'chai';
import { maximumAppendBytes, type EventStore } from '../../../commands/event-store.js';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import { InvalidAppendError } from '../../../domain/kernel/faults.js';
import type { EventId, StreamName } from '../../../domain/kernel/ids.js';
import {
  collect,
  expectConflict,
  failure,
  idsOf,
  newEvent,
  newEvents,
  newStream,
  readAllOf,
  sampleMeta,
} from './samples.js';

export function appendCases(use: () => EventStore): void {
  describe('appending', () => {
    it('starts a stream at revision 0', async () => {
      const stream = newStream();
      const result = await use().append(stream, [newEvent()], 'none');
      expect(result.revision).to.equal(0n);
      expect(result.position).to.equal((await readAllOf(use(), stream))[0]!.position);
    });

    it('answers with revision and position of the last event', async () => {
      const stream = newStream();
      const result = await use().append(stream, newEvents(3), 'none');
      const stored = await readAllOf(use(), stream);
      expect(result).to.deep.equal({ revision: 2n, position: stored[2]!.position });
    });

    it('goes on at the revision expected', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(2), 'none');
      expect((await use().append(stream, newEvents(2), 1n)).revision).to.equal(3n);
      expect((await readAllOf(use(), stream)).map(({ revision }) => revision)).to.deep.equal([
        0n,
        1n,
        2n,
        3n,
      ]);
    });

    it('keeps streams apart', async () => {
      const [one, other] = [newStream(), newStream()];
      await use().append(one, newEvents(2), 'none');
      expect((await use().append(other, newEvents(1), 'none')).revision).to.equal(0n);
      expect(await readAllOf(use(), other)).to.have.length(1);
    });

    it('takes streams whose names start alike for two', async () => {
      const one = newStream();
      const longer = `${one}-more` as StreamName;
      await use().append(one, newEvents(1), 'none');
      await use().append(longer, newEvents(2), 'none');
      expect(await readAllOf(use(), one)).to.have.length(1);
      expect(await readAllOf(use(), longer)).to.have.length(2);
    });

    it('takes names that differ in case for two', async () => {
      const one = newStream();
      const other = `${one}X` as StreamName;
      const third = `${one}x` as StreamName;
      await use().append(other, newEvents(1), 'none');
      await use().append(third, newEvents(1), 'none');
      expect(await readAllOf(use(), other)).to.have.length(1);
    });

    it('takes the same id in two streams', async () => {
      const event = newEvent();
      await use().append(newStream(), [event], 'none');
      expect((await use().append(newStream(), [event], 'none')).revision).to.equal(0n);
    });

    it('takes 2,000 events at once, in order', async () => {
      const stream = newStream();
      const events = newEvents(2_000);
      await use().append(stream, events, 'none');
      expect(idsOf(await readAllOf(use(), stream))).to.deep.equal(idsOf(events));
    });

    it('is readable at once', async () => {
      const stream = newStream();
      let revision: bigint | 'none' = 'none';
      for (const event of newEvents(20)) {
        const result: { revision: bigint } = await use().append(stream, [event], revision);
        revision = result.revision;
        expect((await readAllOf(use(), stream)).at(-1)?.id).to.equal(event.id);
      }
    });

    it('does not change with what was handed in', async () => {
      const stream = newStream();
      const data = { list: [1] };
      await use().append(stream, [newEvent(data)], 'none');
      data.list.push(2);
      expect((await readAllOf(use(), stream))[0]!.data).to.deep.equal({ list: [1] });
    });
  });

  describe('expecting a revision', () => {
    it('refuses "none" where a stream is', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(2), 'none');
      await expectConflict(() => use().append(stream, newEvents(1), 'none'), 1n);
    });

    it('refuses a revision where no stream is', async () => {
      await expectConflict(() => use().append(newStream(), newEvents(1), 0n), 'none');
    });

    it('refuses a revision before the end', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(3), 'none');
      await expectConflict(() => use().append(stream, newEvents(1), 1n), 2n);
    });

    it('refuses a revision past the end', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(3), 'none');
      await expectConflict(() => use().append(stream, newEvents(1), 3n), 2n);
    });

    it('writes nothing of an append that it refuses', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(1), 'none');
      const head = await use().head();
      await failure(() => use().append(stream, newEvents(5), 'none'));
      expect(await readAllOf(use(), stream)).to.have.length(1);
      expect(await collect(use().readAll({ after: head }))).to.deep.equal([]);
    });

    it('names stream and expectation in a conflict', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(1), 'none');
      const error = await failure(() => use().append(stream, newEvents(1), 7n));
      expect(error).to.include({ code: 'store.conflict', stream, expected: 7n, actual: 0n });
    });

    it('lets exactly one of racing appends win a new stream', async () => {
      const stream = newStream();
      const results = await Promise.allSettled(
        Array.from({ length: 16 }, () => use().append(stream, newEvents(2), 'none')),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await readAllOf(use(), stream)).to.have.length(2);
    });

    it('lets exactly one of racing appends win a revision', async () => {
      const stream = newStream();
      await use().append(stream, newEvents(1), 'none');
      const results = await Promise.allSettled(
        Array.from({ length: 16 }, () => use().append(stream, newEvents(1), 0n)),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await readAllOf(use(), stream)).to.have.length(2);
    });

    it('fails no neighbour of an append in conflict', async () => {
      const [taken, free] = [newStream(), newStream()];
      await use().append(taken, newEvents(1), 'none');
      const results = await Promise.allSettled([
        use().append(free, newEvents(1), 'none'),
        use().append(taken, newEvents(1), 'none'),
        use().append(free, newEvents(1), 0n),
      ]);
      expect(results.map(({ status }) => status)).to.deep.equal([
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
    });
  });

  invalidAppendCases(use);
}

function invalidAppendCases(use: () => EventStore): void {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const twice = newEvent();
  const filled = (bytes: number): NewEvent[] => {
    const event = newEvent({ text: '' });
    const used = JSON.stringify(event.data).length + JSON.stringify(event.meta).length;
    return [{ ...event, data: { text: 'x'.repeat(bytes - used) } }];
  };
  const invalid: Record<string, NewEvent[]> = {
    'without events': [],
    'with an id twice': [twice, twice],
    'with an id that is no UUID': [{ ...newEvent(), id: 'one' as EventId }],
    'with an upper-case id': [
      { ...newEvent(), id: 'A0000000-0000-4000-8000-000000000000' as EventId },
    ],
    'without a type': [newEvent({}, '')],
    'with a system type': [newEvent({}, '$metadata')],
    'with a type of another form': [newEvent({}, 'CaseSubmitted')],
    'without data': [{ ...newEvent(), data: undefined as never }],
    'with a BigInt': [newEvent({ amount: 1n as never })],
    'that refers to itself': [newEvent(circular as never)],
    'of one byte too many': filled(maximumAppendBytes + 1),
    'too large only in UTF-8': [newEvent({ text: 'é'.repeat(maximumAppendBytes / 2) })],
    'too large in all': [...filled(maximumAppendBytes / 2), ...filled(maximumAppendBytes / 2 + 1)],
  };

  describe('refusing for good', () => {
    for (const [what, events] of Object.entries(invalid))
      it(`refuses an append ${what}, and writes nothing`, async () => {
        const stream = newStream();
        const error = await failure(() => use().append(stream, events, 'none'));
        expect(error).to.be.instanceOf(InvalidAppendError);
        expect(await readAllOf(use(), stream)).to.deep.equal([]);
      });

    it('refuses a name that is no stream', async () => {
      for (const name of ['', 'case', '$all', 'case-ü', `case-${'x'.repeat(200)}`])
        expect(
          await failure(() => use().append(name as StreamName, newEvents(1), 'none')),
          name,
        ).to.be.instanceOf(InvalidAppendError);
    });

    it('refuses a revision below 0', async () => {
      const error = await failure(() => use().append(newStream(), newEvents(1), -1n));
      expect(error).to.be.instanceOf(InvalidAppendError);
    });

    it('takes an append of exactly the limit', async () => {
      const stream = newStream();
      await use().append(stream, filled(maximumAppendBytes), 'none');
      expect(await readAllOf(use(), stream)).to.have.length(1);
    });

    it('goes on after what it refused', async () => {
      const stream = newStream();
      await failure(() => use().append(stream, [{ ...newEvent(), type: '' }], 'none'));
      await use().append(stream, [{ ...newEvent(), meta: sampleMeta() }], 'none');
      expect(await readAllOf(use(), stream)).to.have.length(1);
    });
  });
}
