import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSqliteEventStore } from '../../adapters/sqlite/event-store/index.js';
import { openDatabase } from '../../adapters/sqlite/driver.js';
import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import { openOperations } from '../../adapters/sqlite/operations/operations.js';
import { internalCaller } from '../../commands/access/caller.js';
import type { Dispatch } from '../../commands/dispatch.js';
import type { Clock } from '../../commands/ports/clock.js';
import { instant } from '../../domain/kernel/instant.js';
import { collect, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { silent } from '../../test/commands/workbench.js';
import { readSettings } from '../configuration/settings.js';
import { noProgress } from '../import/index.js';
import { catchUp } from '../system/catch-up.js';
import { tokenKeys } from '../keys.js';
import { engineChoice } from '../system/engines/index.js';
import { dataFiles, type DataFiles } from '../system/files.js';
import { openSystem } from '../system/system.js';
import { examine } from './doctor.js';
import type { Finding } from './findings.js';
import { roomFinding } from './machine.js';

const noon = instant('2026-03-02T12:00:00Z');
const at = (time: string): Clock => ({ now: () => instant(time) });

const publishing: Dispatch = {
  aggregate: 'reference',
  target: 'demo/streets',
  operation: 'publish',
  body: {
    kind: 'code-list',
    effectiveFrom: '2026-01-01',
    value: { codes: [{ code: 'mill-lane', title: { en: 'Mill Lane' } }] },
  },
  caller: internalCaller('publisher'),
  idempotencyKey: 'streets',
  correlationId: 'streets',
};

describe('the doctor', () => {
  let folder: string;
  let files: DataFiles;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'charter-doctor-'));
    files = dataFiles(join(folder, 'data'));
    await tokenKeys(files.folder);
    const store = await openSqliteEventStore({ path: files.events, now: () => noon });
    await store.append(newStream('toy'), newEvents(2), 'none');
    await store.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const look = async (clock = at('2026-03-02T12:00:01Z'), thorough = false) => {
    const findings = await examine({ files, choice: engineChoice(files, {}), clock, thorough });
    return (check: string): Finding | undefined => findings.find((one) => one.check === check);
  };

  it('finds a folder well whose city has not been started yet, and says that it is to be', async () => {
    const found = await look(undefined, true);
    for (const check of ['disk', 'keys', 'process', 'event log', 'clock', 'reactions', 'log file'])
      expect(found(check), check).to.include({ state: 'ok' });
    expect(found('log file')?.found).to.equal('2 events of 1 streams, whole');
    expect(found('read model cases')).to.include({ state: 'warning', found: 'not served yet' });
  });

  it('finds a disk that is nearly full, and one that is as good as full', () => {
    const gibibyte = 1024 ** 3;
    expect(roomFinding(3 * gibibyte)).to.include({ state: 'ok', found: '3.0 GiB free' });
    expect(roomFinding(gibibyte)).to.include({ state: 'warning' });
    expect(roomFinding(gibibyte / 5)).to.include({ state: 'fault' });
  });

  it('finds what a reaction has set aside', async () => {
    const operations = openOperations(files.operations);
    const store = await openSqliteEventStore({ path: files.events, now: () => noon });
    const [event] = await collect(store.readAll());
    await store.close();
    const { id, type, stream, revision, position } = event!;
    await operations.parking.park({
      ...{ id: `assign/${id}`, reaction: 'assign', eventId: id, type, stream, revision, position },
      ...{ cause: { code: 'a', message: 'nobody is there' }, attempts: 5, parkedAt: noon },
    });
    operations.close();
    const found = (await look())('reactions');
    expect(found).to.include({ state: 'warning', advice: 'charter parked' });
    expect(found?.found).to.include('nobody is there');
  });

  it('finds keys that others may read', async () => {
    chmodSync(join(files.folder, 'keys', 'tokens.pem'), 0o644);
    const found = (await look())('keys');
    expect(found).to.include({ state: 'fault' });
    expect(found?.advice).to.match(/^chmod -R go-rwx /);
  });

  it('finds a clock that has gone back', async () => {
    const found = (await look(at('2026-03-02T11:00:00Z')))('clock');
    expect(found).to.include({ state: 'fault' });
    expect(found?.found).to.equal(
      'it says 2026-03-02T11:00:00.000Z, 60 minutes behind the last event, recorded at 2026-03-02T12:00:00.000Z',
    );
  });

  it('finds a process that does not answer', async () => {
    writeFileSync(files.address, 'http://127.0.0.1:9');
    expect((await look())('process')).to.include({ state: 'warning' });
  });

  it('finds a gap in a stream when it reads the whole log', async () => {
    const db = openDatabase(files.events);
    db.exec('DELETE FROM events WHERE rev = 0');
    db.close();
    expect((await look())('log file')).to.equal(undefined);
    const found = (await look(undefined, true))('log file');
    expect(found).to.include({ state: 'fault' });
    expect(found?.advice).to.include('charter restore');
  });

  /** A city whose read models stand at the end of its log. */
  const folded = async () => {
    rmSync(files.folder, { recursive: true });
    files = dataFiles(files.folder);
    const settings = readSettings({ data: files.folder }, {});
    const system = await openSystem({ files, settings, clock: at(noon), logger: silent });
    const published = await system.commands.execute(publishing);
    expect(published.ok).to.equal(true);
    await catchUp(system, noProgress, '');
    await system.close();
    expect((await look())('read model cases')).to.include({ state: 'ok' });
  };

  it('finds read models that are far behind', async () => {
    await folded();
    const store = await openSqliteEventStore({ path: files.events, now: () => noon });
    for (let turn = 0; turn < 20; turn += 1)
      await store.append(newStream('toy'), newEvents(500), 'none');
    await store.close();
    const found = (await look())('read model cases');
    expect(found).to.include({ state: 'warning' });
    expect(found?.found).to.equal('version 1, 10000 events behind or more');
  });

  it('finds documents that could not be folded', async () => {
    await folded();
    const store = openReadStore(files.readModels);
    const [version] = await store.versions('cases');
    const position = version!.checkpoint!.position;
    await store.commit({
      collection: version!.definition,
      writes: [{ _id: '1234567890', position, parkedAt: position }],
    });
    await store.close();
    const findings = await examine({
      ...{ files, choice: engineChoice(files, {}), clock: at(noon), thorough: false },
    });
    const found = findings.find(({ found: words }) => words.includes('1234567890'));
    expect(found).to.include({ check: 'read model cases', state: 'warning' });
    expect(found?.advice).to.include('charter rebuild cases');
  });

  it('finds read models that were folded from another log', async () => {
    await folded();
    for (const suffix of ['', '-wal', '-shm']) rmSync(files.events + suffix, { force: true });
    const other = await openSqliteEventStore({ path: files.events, now: () => noon });
    await other.close();
    const found = (await look())('read model cases');
    expect(found).to.include({ state: 'fault', advice: 'charter rebuild cases' });
  });

  it('finds a damaged file and says what to do about it', async () => {
    expect((await look())('file events.sqlite')).to.include({ state: 'ok' });
    for (const suffix of ['-wal', '-shm']) rmSync(files.events + suffix, { force: true });
    truncateSync(files.events, 3 * 8192);
    const found = (await look())('file events.sqlite');
    expect(found).to.include({ state: 'fault' });
    expect(found?.advice).to.include('charter restore');
  });

  it('says what is wrong when there is no log', async () => {
    rmSync(files.events);
    const found = (await look())('engines');
    expect(found).to.include({ state: 'fault' });
    expect(found?.found).to.include('no event log can be opened');
  });
});
