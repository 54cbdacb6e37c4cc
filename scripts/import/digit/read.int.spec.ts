import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { importDigitFiles } from './read.js';

const workflows = fileURLToPath(
  new URL('../../../../test/fixtures/digit-workflows/', import.meta.url),
);

describe('import of DIGIT files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'charter-digit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes eight services of the eight files', async () => {
    const files = await importDigitFiles(workflows, { authority: 'pb.amritsar' });
    expect(files.flatMap(({ errors }) => errors)).to.deep.equal([]);
    const definitions = files.flatMap((file) => file.definitions);
    expect(definitions.map(({ code }) => code)).to.deep.equal([
      'bpa',
      'firenoc',
      'fsm',
      'fsm-vehicle-trip',
      'newtl',
      'newws1',
      'pgr',
      'pt-create',
    ]);
    expect(new Set(definitions.map(({ authority }) => authority))).to.deep.equal(
      new Set(['pb.amritsar']),
    );
  });

  it('reads a single file', async () => {
    const [file, ...others] = await importDigitFiles(path.join(workflows, 'pgr.json'));
    expect(file?.definitions.map(({ code }) => code)).to.deep.equal(['pgr']);
    expect(others).to.deep.equal([]);
  });

  it('goes on after a file that has no JSON in it, or no workflow', async () => {
    await writeFile(path.join(folder, 'a.json'), 'nothing');
    await writeFile(path.join(folder, 'b.json'), '{"BusinessServices": []}');
    await writeFile(path.join(folder, 'notes.txt'), 'not looked at');
    const files = await importDigitFiles(folder);
    expect(files.map(({ file, errors }) => [path.basename(file), errors[0]?.code])).to.deep.equal([
      ['a.json', 'no-json'],
      ['b.json', 'not-a-workflow'],
    ]);
  });

  it('says so where there is no file', async () => {
    const failure: unknown = await importDigitFiles(folder).catch((error: unknown) => error);
    expect((failure as Error).message).to.contain('There is no .json file');
  });
});
