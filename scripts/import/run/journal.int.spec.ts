import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { journalPaths, openJournal, readJournal } from './journal.js';
import { noCounts } from './tally.js';

const header = { journal: 1, file: 'f'.repeat(64), mapping: 'm', log: 'l', since: '' } as const;
const record = (through: number) => ({
  through,
  counts: { ...noCounts(), commands: { Pay: through } },
  cases: [[`A${through}`, `REF${through}`] as [string, string]],
  corrections: [],
});
const rejected = { line: 3, case: 'A1', label: 'Pay', code: 'import.row', reason: 'No.' };

describe('the journal of an import', () => {
  let folder = '';
  const paths = () => journalPaths(folder, 'traffic-fine', header.file);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is not there before the first import', async () => {
    expect(await readJournal(paths())).to.equal(undefined);
  });

  it('gives back what was written', async () => {
    const journal = await openJournal(folder, paths(), header);
    await journal.write(record(10), [rejected]);
    await journal.write(record(20), []);
    await journal.close();
    const left = await readJournal(paths());
    expect(left?.header).to.deep.equal(header);
    expect(left?.records.map(({ through }) => through)).to.deep.equal([10, 20]);
    expect(left?.records[1]?.cases).to.deep.equal([['A20', 'REF20']]);
  });

  it('goes on behind the last whole record when a kill has torn one', async () => {
    const first = await openJournal(folder, paths(), header);
    await first.write(record(10), [rejected]);
    await first.close();
    await appendFile(paths().journal, '{"through":20,"coun');
    await appendFile(paths().rejected, '{"line":4}\n{"li');

    const left = await readJournal(paths());
    if (left === undefined) throw new Error('nothing left');
    const second = await openJournal(folder, paths(), left);
    await second.write(record(20), [{ ...rejected, line: 5 }]);
    await second.close();

    const after = await readJournal(paths());
    expect(after?.records.map(({ through }) => through)).to.deep.equal([10, 20]);
    const lines = (await readFile(paths().rejected, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      rejected,
      { ...rejected, line: 5 },
    ]);
  });

  it('begins anew over one that it does not go on from', async () => {
    const first = await openJournal(folder, paths(), header);
    await first.write(record(10), [rejected]);
    await first.close();
    await (await openJournal(folder, paths(), { ...header, mapping: 'n' })).close();
    const left = await readJournal(paths());
    expect(left?.records).to.deep.equal([]);
    expect(await readFile(paths().rejected, 'utf8')).to.equal('');
  });
});
