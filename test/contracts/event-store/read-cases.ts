import { expect } from 'chai';
import type { EventStore } from '../../../commands/event-store.js';
import type { NewEvent } from '../../../domain/kernel/envelope.js';
import type { StreamName } from '../../../domain/kernel/ids.js';
import { instant } from '../../../domain/kernel/instant.js';
import type { Json } from '../../../domain/kernel/json.js';
import {
  collect,
  failure,
  idsOf,
  newEvent,
  newEvents,
  newStream,
  readAllOf,
  sampleMeta,
} from './samples.js';

const nested = (depth: number): Json =>
  Array.from({ length: depth }).reduce<Json>((inner) => ({ inner: [inner] }), 'bottom');

const values: Record<string, Json> = {
  'letters of many scripts': { text: 'ਪੰਜਾਬ नगर निगम Città 東京 🏛️👩‍👩‍👧 é é' },
  'control characters': { text: '\u0000\u0001\b\f\n\r\t\u001f"\\\u2028\u2029' },
  'a lone surrogate': { text: '\ud83d' },
  numbers: [0, -1, 1.5, 1e-7, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE],
  'null, true and false': [null, true, false],
  'empty things': { list: [], object: {}, text: '', '': 0 },
  'deep nesting': nested(300),
  'a bare text': 'alone',
  'a bare null': null,
  'keys that mean something elsewhere': JSON.parse(
    '{"__proto__":1,"constructor":2,"toString":3,"10":4,"9":5}',
  ) as Json,
  'a long text': { text: 'line\n'.repeat(40_000) },
};

export function readCases(use: () => EventStore): void {
  describe('reading a stream', () => {
    it('yields nothing for a stream that is not there', async () => {
      for await (const page of use().read(newStream())) expect.fail(`A page: ${page.length}`);
    });

    it('gives back every field of an event', async () => {
      const stream = newStream();
      const meta = {
        ...sampleMeta(),
        origin: 'policy' as const,
        rule: { service: 'fine', version: 2, rule: 'timer/penalty', reference: { t: '2026' } },
        causationId: 'cause-1',
      };
      const event: NewEvent = { ...newEvent({ amount: 3500 }, 'fine.penalty-added.v2'), meta };
      const { position } = await use().append(stream, [event], 'none');
      const [stored] = await readAllOf(use(), stream);
      const { recordedAt, ...rest } = stored!;
      expect(rest).to.deep.equal({ ...event, stream, revision: 0n, position });
      expect(instant(recordedAt)).to.equal(recordedAt);
    });

    for (const [what, data] of Object.entries(values))
      it(`gives back ${what}`, async () => {
        const stream = newStream();
        await use().append(stream, [newEvent(data)], 'none');
        const [stored] = await readAllOf(use(), stream);
        expect(JSON.stringify(stored!.data)).to.equal(JSON.stringify(data));
      });

    it('starts at the revision asked for', async () => {
      const { stream, events } = await filled(use(), 10);
      expect(idsOf(await collect(use().read(stream, { from: 7n })))).to.deep.equal(
        idsOf(events.slice(7)),
      );
    });

    it('yields nothing past the end', async () => {
      const { stream } = await filled(use(), 3);
      expect(await collect(use().read(stream, { from: 3n }))).to.deep.equal([]);
      expect(await collect(use().read(stream, { from: 10n ** 15n }))).to.deep.equal([]);
    });

    it('yields no more than the limit', async () => {
      const { stream, events } = await filled(use(), 10);
      const some = await collect(use().read(stream, { from: 2n, limit: 5 }));
      expect(idsOf(some)).to.deep.equal(idsOf(events.slice(2, 7)));
      expect(await collect(use().read(stream, { limit: 0 }))).to.deep.equal([]);
      expect(await collect(use().read(stream, { limit: 99 }))).to.have.length(10);
    });

    it('refuses a revision below 0 and a limit that is no count', async () => {
      const { stream } = await filled(use(), 1);
      for (const options of [{ from: -1n }, { limit: -1 }, { limit: 1.5 }, { limit: NaN }])
        expect(await failure(() => collect(use().read(stream, options)))).to.be.instanceOf(
          RangeError,
        );
    });

    it('has revisions without gaps as bigints, and rising positions', async () => {
      const { stream } = await filled(use(), 30);
      const stored = await readAllOf(use(), stream);
      stored.forEach(({ revision }, index) => expect(revision).to.equal(BigInt(index)));
      expectRising(stored.map(({ position }) => position));
    });

    it('records no event earlier than the one before it', async () => {
      const { stream } = await filled(use(), 5);
      const times = (await readAllOf(use(), stream)).map(({ recordedAt }) => recordedAt);
      expect([...times].sort()).to.deep.equal(times);
    });

    it('can be stopped in the middle', async () => {
      const { stream } = await filled(use(), 1_200);
      for await (const page of use().read(stream)) {
        expect(page.length).to.be.greaterThan(0);
        break;
      }
      expect(await readAllOf(use(), stream)).to.have.length(1_200);
    });

    it('hands out what nobody can change for another', async () => {
      const { stream } = await filled(use(), 1);
      const [first] = await readAllOf(use(), stream);
      try {
        (first!.data as { index: number }).index = 99;
      } catch {
        // A store may hand out frozen values.
      }
      expect((await readAllOf(use(), stream))[0]!.data).to.deep.equal({ index: 0 });
    });
  });
}

/** A new stream with so many events, appended in two appends. */
async function filled(
  store: EventStore,
  count: number,
): Promise<{ stream: StreamName; events: NewEvent[] }> {
  const stream = newStream();
  const events = newEvents(count);
  const half = Math.ceil(count / 2);
  const { revision } = await store.append(stream, events.slice(0, half), 'none');
  if (count > half) await store.append(stream, events.slice(half), revision);
  return { stream, events };
}

export function expectRising(positions: readonly string[]): void {
  positions.slice(1).forEach((position, index) => {
    expect(position > positions[index]!, `${position} after ${positions[index]!}`).to.equal(true);
  });
}
