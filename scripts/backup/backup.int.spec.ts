import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  openSqliteEventStore,
  type SqliteEventStore,
} from '../../adapters/sqlite/event-store/index.js';
import { StoreDamagedError } from '../../domain/kernel/faults.js';
import { instant } from '../../domain/kernel/instant.js';
import { collect, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { tokenKeys } from '../keys.js';
import { dataFiles, type DataFiles } from '../system/files.js';
import { backUp, BackupError } from './backup.js';
import { restore } from './restore.js';

const now = () => instant('2026-03-02T04:00:00Z');
const today = new Date('2026-03-02T04:00:00Z');

describe('a backup', () => {
  let folder: string;
  let files: DataFiles;
  let store: SqliteEventStore;
  const at = (name: string): string => join(folder, name);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'charter-backup-'));
    files = dataFiles(at('data'));
    store = await openSqliteEventStore({ path: files.events, now });
    await tokenKeys(files.folder);
    await store.append(newStream(), newEvents(3), 'none');
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const failure = async (work: Promise<unknown>): Promise<BackupError> => {
    const error: unknown = await work.catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(BackupError);
    return error as BackupError;
  };

  it('is one moment of a log that is being written, and comes back whole', async () => {
    const stopping = new AbortController();
    const acknowledged: string[] = [];
    const writer = (async () => {
      while (!stopping.signal.aborted) {
        const stream = newStream();
        await store.append(stream, newEvents(2), 'none');
        acknowledged.push(stream);
      }
    })();
    const before = acknowledged.length;
    const manifest = await backUp(files, at('backup'), today);
    stopping.abort();
    await writer;
    expect(manifest.log.events).to.be.at.least(3 + 2 * before);
    await restore(at('backup'), dataFiles(at('restored')));
    const restored = await openSqliteEventStore({ path: at('restored/events.sqlite'), now });
    const [ours, theirs] = [await collect(store.readAll()), await collect(restored.readAll())];
    await restored.close();
    expect(theirs).to.have.length(manifest.log.events);
    expect(theirs).to.deep.equal(ours.slice(0, theirs.length));
    expect(theirs.at(-1)?.id).to.equal(manifest.log.last?.id);
  });

  it('holds the keys, for its owner alone', async () => {
    await backUp(files, at('backup'), today);
    expect(statSync(at('backup')).mode & 0o777).to.equal(0o700);
    await restore(at('backup'), dataFiles(at('restored')));
    expect(statSync(at('restored/keys/tokens.pem')).mode & 0o077).to.equal(0);
  });

  it('is put again where a restoring was killed before its log was whole', async () => {
    await backUp(files, at('backup'), today);
    await restore(at('backup'), dataFiles(at('whole')));
    mkdirSync(at('restored/keys'), { recursive: true });
    writeFileSync(at('restored/keys/tokens.pem'), 'half a key');
    writeFileSync(at('restored/events.sqlite.restoring'), 'half a log');
    await restore(at('backup'), dataFiles(at('restored')));
    expect(readdirSync(at('restored'))).to.deep.equal(readdirSync(at('whole')));
    for (const name of ['events.sqlite', 'keys/tokens.pem'])
      expect(readFileSync(at(`restored/${name}`))).to.deep.equal(
        readFileSync(at(`backup/${name}`)),
      );
  });

  it('of a damaged log is not made, and leaves nothing behind', async () => {
    await store.close();
    for (const suffix of ['-wal', '-shm']) rmSync(files.events + suffix, { force: true });
    writeFileSync(files.events, 'no log at all'.repeat(1000));
    const error: unknown = await backUp(files, at('backup'), today).catch(
      (cause: unknown) => cause,
    );
    expect(error).to.be.instanceOf(StoreDamagedError);
    expect(readdirSync(folder)).to.deep.equal(['data']);
    store = await openSqliteEventStore({ path: at('another.sqlite'), now });
  });

  it('is not put over a city', async () => {
    await backUp(files, at('backup'), today);
    expect((await failure(restore(at('backup'), files))).message).to.include('another folder');
  });

  it('that was changed since is refused, and leaves nothing behind', async () => {
    await backUp(files, at('backup'), today);
    appendFileSync(at('backup/events.sqlite'), 'x');
    const error = await failure(restore(at('backup'), dataFiles(at('restored'))));
    expect(error.message).to.include('events.sqlite of the backup is not as it was written');
    expect(readdirSync(at('restored'))).to.deep.equal([]);
  });

  it('whose files point outside of it is refused', async () => {
    await backUp(files, at('backup'), today);
    writeFileSync(
      at('backup/manifest.json'),
      JSON.stringify({
        note: '',
        format: 1,
        madeAt: today.toISOString(),
        log: { identity: 'a', events: 0, streams: 0 },
        files: [{ path: '../data/keys/tokens.pem', bytes: 1, sha256: 'a'.repeat(64) }],
      }),
    );
    const error = await failure(restore(at('backup'), dataFiles(at('restored'))));
    expect(error.message).to.include('manifest.json can not be read');
  });

  it('is made into a new folder only, of a folder that has a log', async () => {
    await backUp(files, at('backup'), today);
    expect((await failure(backUp(files, at('backup'), today))).message).to.include('not empty');
    writeFileSync(at('file'), 'x');
    expect((await failure(backUp(files, at('file'), today))).message).to.include('is a file');
    const nothing = dataFiles(at('nothing'));
    expect((await failure(backUp(nothing, at('b2'), today))).message).to.include('no event log');
  });
});
