/** What was observed of EventStoreDB, held against the stand-in, or against the server of `EVENTSTORE_URL`. */
import { randomUUID } from 'node:crypto';
import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  type AppendExpectedRevision,
  type EventData,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { failure } from '../../contracts/event-store/samples.js';
import { eventStoreUrl } from '../eventstoredb.js';
import { StandIn } from './server.js';

const server = eventStoreUrl === undefined ? 'the stand-in' : 'EVENTSTORE_URL';

describe(`EventStoreDB as observed: ${server}`, () => {
  let standIn: StandIn | undefined;
  let client: EventStoreDBClient;

  before(async () => {
    standIn = eventStoreUrl === undefined ? await StandIn.start() : undefined;
    client = EventStoreDBClient.connectionString(standIn?.url ?? eventStoreUrl ?? '');
  });
  after(async () => {
    await client.dispose();
    standIn?.stop();
  });

  const newStream = () => `observed-${randomUUID()}`;
  const events = (count: number) =>
    Array.from({ length: count }, (_, n) => jsonEvent({ type: 'observed', data: { n } }));
  const append = (
    stream: string,
    all: readonly EventData[],
    expectedRevision: AppendExpectedRevision,
  ) => client.appendToStream(stream, [...all], { expectedRevision });
  const drained = async (read: AsyncIterable<ResolvedEvent>) => {
    const found = [];
    for await (const { event } of read) if (event !== undefined) found.push(event);
    return found;
  };
  const idsIn = async (stream: string) =>
    (await drained(client.readStream(stream))).map(({ id }) => id);
  const typeOf = async (work: () => Promise<unknown>) =>
    ((await failure(work)) as { type?: string }).type;

  describe('repeating an append', () => {
    /** The stream holds a b c (one append), d e (one append); a capital is a new event. */
    for (const [title, again, expected, result] of [
      ['same ids, same revision, after later appends', 'abc', NO_STREAM, 2n],
      ['same ids with any revision', 'abc', ANY, 2n],
      ['same ids with an existing stream', 'de', STREAM_EXISTS, 4n],
      ['a prefix at the original revision', 'ab', NO_STREAM, 1n],
      ['both appends as one', 'abcde', NO_STREAM, 4n],
      ['another revision', 'abc', 0n, 'wrong-expected-version'],
      ['existing ids, then a new one', 'deX', 2n, 'wrong-expected-version'],
      ['existing ids, then a new one, with any revision', 'deX', ANY, 'wrong-expected-version'],
      ['the revision at the end: written once more', 'de', 4n, 6n],
      ['a new id first, with any revision: written once more', 'Xde', ANY, 7n],
      ['the same id twice: written twice', 'XX', 4n, 6n],
    ] as const)
      it(title, async () => {
        const stream = newStream();
        const stored = events(5);
        await append(stream, stored.slice(0, 3), NO_STREAM);
        await append(stream, stored.slice(3), 2n);
        const [fresh] = events(1);
        const picked = Array.from(again, (letter) => stored['abcde'.indexOf(letter)] ?? fresh!);
        const repeat = () => append(stream, picked, expected);
        if (result === 'wrong-expected-version') expect(await typeOf(repeat)).to.equal(result);
        else expect((await repeat()).nextExpectedRevision).to.equal(result);
        const grown = typeof result === 'bigint' && result > 4n ? Number(result) + 1 : 5;
        expect(await idsIn(stream)).to.have.length(grown);
      });

    it('answers with the original position', async () => {
      const stream = newStream();
      const first = events(2);
      const { position } = await append(stream, first, NO_STREAM);
      await append(stream, events(1), 1n);
      expect((await append(stream, first, NO_STREAM)).position).to.deep.equal(position);
      expect((await drained(client.readStream(stream)))[1]!.position).to.deep.equal(position);
    });
  });

  describe('appending', () => {
    it('says in a conflict what the stream has', async () => {
      const stream = newStream();
      const missing = await failure(() => append(stream, events(1), 3n));
      expect(missing).to.deep.include({ streamName: stream, actualVersion: 'no_stream' });
      await append(stream, events(2), NO_STREAM);
      const other = await failure(() => append(stream, events(1), NO_STREAM));
      expect(other).to.deep.include({ expectedVersion: 'no_stream', actualVersion: 1n });
    });

    it('lets one of sixteen racing appends win', async () => {
      const stream = newStream();
      const racing = Array.from({ length: 16 }, () => append(stream, events(1), NO_STREAM));
      const results = await Promise.allSettled(racing);
      expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    });

    it('takes nothing for a success that writes nothing', async () => {
      const stream = newStream();
      expect((await append(stream, [], ANY)).nextExpectedRevision).to.equal(0n);
      expect(await typeOf(() => idsIn(stream))).to.equal('stream-not-found');
    });

    it('takes 1,048,576 bytes of data and no more', async () => {
      const sized = (bytes: number) => [
        jsonEvent({ type: 'observed', data: 'x'.repeat(bytes - 2) }),
      ];
      expect(await typeOf(() => append(newStream(), sized(1_048_577), ANY))).to.equal(
        'maximum-append-size-exceeded',
      );
      await append(newStream(), sized(1_048_576), ANY);
    });
  });

  describe('reading', () => {
    it('starts at the revision asked for, and ends without an error past the end', async () => {
      const stream = newStream();
      await append(stream, events(4), NO_STREAM);
      const from = (fromRevision: bigint) => drained(client.readStream(stream, { fromRevision }));
      expect((await from(2n)).map(({ revision }) => revision)).to.deep.equal([2n, 3n]);
      expect(await from(9n)).to.deep.equal([]);
    });

    it('goes backwards from the end', async () => {
      const stream = newStream();
      await append(stream, events(3), NO_STREAM);
      const options = { direction: BACKWARDS, fromRevision: END, maxCount: 2 } as const;
      const found = await drained(client.readStream(stream, options));
      expect(found.map(({ revision }) => revision)).to.deep.equal([2n, 1n]);
    });

    it('of the log includes the position forwards, and excludes it backwards', async () => {
      const stream = newStream();
      await append(stream, events(3), NO_STREAM);
      const [a, b] = await drained(client.readStream(stream));
      const fromPosition = b!.position!;
      const [first] = await drained(client.readAll({ fromPosition, maxCount: 1 }));
      expect(first!.id).to.equal(b!.id);
      const before = { fromPosition, maxCount: 1, direction: BACKWARDS } as const;
      expect((await drained(client.readAll(before)))[0]!.id).to.equal(a!.id);
    });

    it('of the log begins with records of the server', async () => {
      const [first] = await drained(client.readAll({ fromPosition: START, maxCount: 1 }));
      expect(first!.type.startsWith('$') || first!.streamId.startsWith('$')).to.equal(true);
    });

    it('refuses a position of no record, and finds nothing past the end', async () => {
      const { position } = await append(newStream(), events(1), NO_STREAM);
      const at = (by: bigint) => ({
        commit: position!.commit + by,
        prepare: position!.prepare + by,
      });
      expect(
        await failure(() => drained(client.readAll({ fromPosition: at(-1n), maxCount: 1 }))),
      ).to.include({ code: 2 });
      const past = at(10n ** 12n);
      expect(await drained(client.readAll({ fromPosition: past, maxCount: 1 }))).to.deep.equal([]);
    });
  });

  describe('subscribing', () => {
    const first = (fromPosition: { commit: bigint; prepare: bigint }) =>
      new Promise<string | undefined>((resolve, reject) => {
        const subscription = client.subscribeToAll({ fromPosition });
        subscription.on('error', reject).on('data', ({ event }) => {
          resolve(event?.id);
          void subscription.unsubscribe();
        });
      });

    it('starts after the position', async () => {
      const stream = newStream();
      await append(stream, events(2), NO_STREAM);
      const [a, b] = await drained(client.readStream(stream));
      expect(await first(a!.position!)).to.equal(b!.id);
    });

    it('drops who is sent too much at once while live', async () => {
      const { position } = await append(newStream(), events(1), NO_STREAM);
      const subscription = client.subscribeToAll({ fromPosition: position! });
      const dropped = new Promise((resolve) => subscription.once('error', resolve));
      await new Promise((resolve) => subscription.once('caughtUp', resolve));
      await append(newStream(), events(2_000), NO_STREAM);
      expect(await dropped).to.include({ type: 'timeout', code: 10 });
    });
  });
});
