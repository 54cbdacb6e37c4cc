import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMemoryEventStore } from '../../../adapters/memory/event-store.js';
import { openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import type { EventStore } from '../../../commands/event-store.js';
import { systemClock } from '../../../commands/ports/clock.js';
import { importCity } from '../../../test/import/import-city.js';
import { foldLog } from '../../../test/projections/fold-log.js';
import { storedOf } from '../../../test/projections/running.js';
import { describeWithMongo } from '../../../test/servers/mongodb-suite.js';
import { dropDatabase, ownDatabase } from '../../../test/servers/mongodb.js';
import { importXes } from '../../import/index.js';
import { root } from '../../root.js';
import { mongoReadSide } from './mongodb.js';

const file = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');

describeWithMongo('read models of imported fines', () => {
  let folder: string;
  let uri: string;
  let events: EventStore;

  before(async function () {
    this.timeout(30_000);
    folder = await mkdtemp(join(tmpdir(), 'charter-engines-'));
    uri = ownDatabase();
    events = createMemoryEventStore({ now: systemClock.now });
    await importXes(file, { mapping }, importCity(events, folder));
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await dropDatabase(uri);
  });

  it('are the very same on MongoDB as on SQLite, document by document', async function () {
    this.timeout(30_000);
    const sqlite = openReadStore(':memory:');
    const side = await mongoReadSide({ uri });
    const mongo = await side.openReadStore();
    try {
      for (const store of [sqlite, mongo]) await foldLog(events, store);
      const versions = await sqlite.versions();
      expect(await mongo.versions()).to.deep.equal(versions);
      for (const { projection, definition } of versions) {
        const expected = await storedOf(sqlite, definition);
        expect(await storedOf(mongo, definition), projection).to.deep.equal(expected);
      }
      expect((await storedOf(mongo, versions[0]!.definition)).size).to.equal(464);
    } finally {
      await sqlite.close();
      await side.close();
    }
  });
});
