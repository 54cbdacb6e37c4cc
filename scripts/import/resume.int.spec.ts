import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import type { EventStore } from '../../commands/event-store.js';
import { systemClock } from '../../commands/ports/clock.js';
import { StoreBusyError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { contentOf, everyEvent, importCity, isCase } from '../../test/import/import-city.js';
import { root } from '../root.js';
import type { ImportApp } from './app.js';
import { importHistory } from './import-history.js';
import { importXes, type ImportReport } from './index.js';
import { readMapping } from './mapping/compile.js';
import { publishFor } from './publish.js';

const file = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mappingPath = join(root, 'services', 'traffic-fine', 'import.json');

const batch = 200;
const run = async (app: ImportApp, window = 50): Promise<ImportReport> => {
  const mapping = await readMapping(mappingPath, 'xes');
  await publishFor(mapping, app);
  return importHistory(file, mapping, app, { window, batch });
};
const memory = (): EventStore => createMemoryEventStore({ now: systemClock.now });
const casesOf = async (store: Pick<EventStore, 'readAll'>) =>
  contentOf((await everyEvent(store)).filter(isCase));

/** Lets so many cases' commands through, then the store is gone. */
const failingAfter = (app: ImportApp, commands: number): ImportApp => {
  let left = commands;
  return {
    ...app,
    execute: (dispatch) => {
      if (dispatch.aggregate === 'case') left -= 1;
      return left < 0
        ? Promise.reject(new StoreUnavailableError('unplugged'))
        : app.execute(dispatch);
    },
  };
};

/** What does not depend on which of several runs did it. */
const lasting = ({ commands, derived, corrections, rejected, events, rows }: ImportReport) => ({
  commands,
  derived,
  corrections,
  rejected: rejected.count,
  events,
  rows,
});

describe('an import that was interrupted', function () {
  this.timeout(60_000);
  const scratch = scratchDirectory();
  let whole: readonly unknown[];
  let report: ImportReport;

  before(async () => {
    const store = memory();
    const folder = join(root, 'dist', 'import-reference');
    report = await run(importCity(store, folder));
    whole = await casesOf(store);
    await rm(folder, { recursive: true });
  });

  for (const commands of [0, 130, 777, 1234])
    it(`goes on after ${commands} commands, with nothing twice and the same report`, async () => {
      const store = memory();
      const error = await run(failingAfter(importCity(store, scratch('imports')), commands)).catch(
        (cause: unknown) => cause,
      );
      expect(error).to.be.instanceOf(StoreUnavailableError);
      const resumed = await run(importCity(store, scratch('imports')));
      expect(await casesOf(store)).to.deep.equal(whole);
      expect(lasting(resumed)).to.deep.equal(lasting(report));
      expect(resumed.resumedAfter).to.be.at.least(commands - (commands % batch));
    });

  it('finds out what was done when its journal is lost', async () => {
    const store = memory();
    await run(failingAfter(importCity(store, scratch('imports')), 777)).catch(() => undefined);
    await rm(scratch('imports'), { recursive: true });
    const resumed = await run(importCity(store, scratch('imports')));
    expect(await casesOf(store)).to.deep.equal(whole);
    expect(resumed).to.include({ resumedAfter: 0, repeated: 777 });
    expect(resumed.corrections).to.deep.equal(report.corrections);
  });

  it('does not believe the journal of another log', async () => {
    await run(importCity(memory(), scratch('imports')));
    const store = memory();
    const again = await run(importCity(store, scratch('imports')));
    expect(again.resumedAfter).to.equal(0);
    expect(await casesOf(store)).to.deep.equal(whole);
  });

  it('changes nothing when it is done again', async () => {
    const store = memory();
    await run(importCity(store, scratch('imports')));
    const head = await store.head();
    const again = await run(importCity(store, scratch('imports')));
    expect(await store.head()).to.equal(head);
    expect(lasting(again)).to.deep.equal(lasting(report));
  });

  it('is the same with one command at a time and with many', async () => {
    const store = memory();
    await run(importCity(store, scratch('imports')), 1);
    expect(await casesOf(store)).to.deep.equal(whole);
  });

  it('waits while the store is busy', async () => {
    const store = memory();
    const app = importCity(store, scratch('imports'));
    let asked = 0;
    const busy: ImportApp = {
      ...app,
      execute: (dispatch) =>
        (asked += 1) % 3 === 0 ? Promise.reject(new StoreBusyError(0.001)) : app.execute(dispatch),
    };
    await publishFor(await readMapping(mappingPath, 'xes'), app);
    await importXes(file, { mapping: mappingPath, publish: false }, busy);
    expect(await casesOf(store)).to.deep.equal(whole);
  });
});
