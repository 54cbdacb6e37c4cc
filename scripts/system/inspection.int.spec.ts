import { truncateSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { openSqliteEventStore } from '../../adapters/sqlite/event-store/index.js';
import { journalSize } from '../../adapters/sqlite/journal.js';
import { systemClock } from '../../commands/ports/clock.js';
import type { EventStore } from '../../commands/event-store.js';
import { newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { FilesInspection } from './inspection.js';

describe('inspection of files', () => {
  const file = scratchDirectory();
  const { now } = systemClock;
  let said: string[];
  let store: EventStore;
  let path: string;
  const logger = {
    info: (_: object, message: string) => void said.push(message),
    error: (_: object, message: string) => void said.push(message),
  };
  const inspection = (growth: number) =>
    new FilesInspection([{ path, advice: 'Restore it.' }], logger, {
      ...{ growth, lookMilliseconds: 1, pauseMilliseconds: 20 },
    });
  const fill = async (): Promise<void> => {
    for (let i = 0; i < 40; i += 1) await store.append(newStream(), newEvents(20), 'none');
  };

  beforeEach(async () => {
    said = [];
    path = file('events.sqlite');
    store = await openSqliteEventStore({ path, now });
    await fill();
  });
  afterEach(() => store.close());

  it('finds nothing in a file that is whole', async () => {
    const whole = inspection(2 ** 20);
    await whole.run();
    expect([whole.health, said]).to.deep.equal(['ok', []]);
  });

  it('tells of a file that is not', async () => {
    await store.close();
    truncateSync(path, statSync(path).size / 2);
    const damaged = inspection(2 ** 20);
    await damaged.run();
    expect(damaged.health).to.match(/events\.sqlite is damaged: .+ Restore it\.$/);
    expect(said).to.deep.equal(['a file is damaged']);
  });

  it('is put off while the journal grows, and ends once it does not', async () => {
    const before = journalSize(path);
    const late = inspection(before);
    const running = late.run();
    for (let round = 0; said.length === 0 && round < 200; round += 1) await fill();
    expect(journalSize(path)).to.be.greaterThan(before);
    await running;
    expect(new Set(said)).to.deep.equal(
      new Set(['a file is inspected later: much is written to it']),
    );
    expect(late.health).to.equal('ok');
  });

  it('is stopped, also while it is put off', async () => {
    const stopped = inspection(-1e12);
    const running = stopped.run();
    while (said.length === 0) await new Promise(setImmediate);
    await stopped.stop();
    await running;
    expect(stopped.health).to.equal('ok');
  });
});
