import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { EventStore } from '../../../commands/event-store.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { eventId, streamName } from '../../../domain/kernel/ids.js';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import { collect, newEvent } from '../../../test/contracts/event-store/samples.js';
import type { Attempt } from '../../../test/fixtures/attempt.js';
import { scratchDirectory } from '../../../test/fixtures/scratch.js';
import { openSqliteEventReader, openSqliteEventStore } from './index.js';

const writer = fileURLToPath(
  new URL('../../../test/fixtures/append-until-killed.js', import.meta.url),
);
const kills = 5;
const concurrentWriters = 16;

describe('event log in SQLite, killed while writing', () => {
  const file = scratchDirectory();

  /** Lets a process append for a while, kills it without warning, and returns what it noted. */
  const appendAndKill = async (round: number): Promise<Attempt[]> => {
    const notes = file(`notes-${round}`);
    const child = spawn(
      process.execPath,
      [writer, file('events.db'), notes, String(concurrentWriters)],
      { stdio: 'inherit' },
    );
    const exited = once(child, 'exit');
    while (!existsSync(notes) || statSync(notes).size === 0) await sleep(5);
    await sleep(60 + round * 47);
    child.kill('SIGKILL');
    expect(await exited).to.deep.equal([null, 'SIGKILL']);
    const said = readFileSync(notes, 'utf8');
    return said
      .slice(0, said.lastIndexOf('\n'))
      .split('\n')
      .map((line) => JSON.parse(line) as Attempt);
  };

  it('has every acknowledged event once and in place, no append in part, and takes the rest again', async function () {
    this.timeout(60_000);
    const attempts: Attempt[] = [];
    for (let round = 0; round < kills; round++) {
      attempts.push(...(await appendAndKill(round)));
      // A reader comes first: the log must be whole without its writer.
      const reader = openSqliteEventReader(file('events.db'));
      verify(await collect(reader.readAll()), attempts);
      await reader.close();
    }
    expect(attempts.filter(({ state }) => state === 'taken').length).to.be.greaterThan(100);
    await repeatUnanswered(attempts);
  });

  async function repeatUnanswered(attempts: readonly Attempt[]): Promise<void> {
    const taken = new Set(takenOf(attempts).map(({ ids }) => ids[0]));
    const unanswered = attempts.filter(({ state, ids }) => state === 'tried' && !taken.has(ids[0]));
    // Each writer has one append under way, unless it was killed between two.
    expect(unanswered.length).to.be.within(
      kills * (concurrentWriters - 1),
      kills * concurrentWriters,
    );
    const now = () => fromEpochMilliseconds(Date.now());
    const store = await openSqliteEventStore({ path: file('events.db'), now });
    try {
      for (const attempt of unanswered) await repeat(store, attempt);
      verify(
        await collect(store.readAll()),
        attempts.map((attempt) => ({ ...attempt, state: 'taken' })),
      );
    } finally {
      await store.close();
    }
  }
});

async function repeat(store: EventStore, { stream, expected, ids }: Attempt): Promise<void> {
  const events = ids.map((id) => ({ ...newEvent(), id: eventId(id) }));
  const before = expected < 0 ? 'none' : BigInt(expected);
  const { revision } = await store.append(streamName(stream), events, before);
  expect(revision).to.equal(BigInt(expected + ids.length));
}

const takenOf = (attempts: readonly Attempt[]) => attempts.filter((a) => a.state === 'taken');

function verify(log: readonly Recorded[], attempts: readonly Attempt[]): void {
  const streams = new Map<string, Recorded[]>();
  for (const event of log) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  for (const events of streams.values())
    events.forEach(({ revision }, index) => {
      expect(revision).to.equal(BigInt(index));
    });
  expect(new Set(log.map(({ id }) => id)).size).to.equal(log.length);
  const idsFrom = ({ stream, expected, ids }: Attempt) =>
    (streams.get(stream) ?? []).slice(expected + 1, expected + 1 + ids.length).map(({ id }) => id);
  for (const attempt of attempts) {
    const stored = idsFrom(attempt);
    if (attempt.state === 'taken' || stored.length > 0)
      expect(stored.join()).to.equal(attempt.ids.join());
  }
}
