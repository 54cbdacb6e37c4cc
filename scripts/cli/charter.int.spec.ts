import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { charter, type Run } from '../../test/program.js';
import { root } from '../root.js';

/** What a user can act on: a line or two, and nothing of the inside. */
const expectPlain = ({ code, errors }: Run, words: RegExp): void => {
  expect(errors).to.match(words);
  expect(errors.trim().split('\n')).to.have.length(1);
  expect(errors).not.to.match(/^ {4}at |node:|ENO/m);
  expect(code).to.be.oneOf([1, 2]);
};

describe('the command line', () => {
  let folder = '';
  const at = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'charter-cli-'));
    writeFileSync(at('file'), 'x');
  });
  after(() => rmSync(folder, { recursive: true }));

  const mapping = join(root, 'services', 'traffic-fine', 'import.json');
  const identity = ['--actor', 'asha', '--authority', 'demo'];

  for (const [name, words] of [
    ['rebuild', (typo: string) => ['rebuild', '--data', typo]],
    ['token', (typo: string) => ['token', '--data', typo, ...identity]],
    ['clock', (typo: string) => ['clock', '--data', typo]],
    ['compare', (typo: string) => ['compare', typo, typo]],
    ['copy-log', (typo: string) => ['copy-log', typo, at('copy')]],
    ['parked', (typo: string) => ['parked', 'list', '--data', typo]],
    ['doctor', (typo: string) => ['doctor', '--data', typo]],
    ['backup', (typo: string) => ['backup', at('copy'), '--data', typo]],
  ] as const)
    it(`makes no city where ${name} finds none`, async () => {
      const typo = at(`typo-${name}`);
      expectPlain(await charter(words(typo)), /^There is no city in .*typo/);
      expect(existsSync(typo)).to.equal(false);
    });

  it('says why a data folder can not be used', async () => {
    const start = (data: string) => charter(['start', '--empty', '--data', data]);
    const [inProc, isFile, inFile] = await Promise.all([
      start('/proc/charter'),
      start(at('file')),
      start(at('file/data')),
    ]);
    expectPlain(inProc, /^The data folder \/proc\/charter can not be used: no folder can be made/);
    expectPlain(isFile, /can not be used: .*file is a file\./);
    expectPlain(inFile, /can not be used: .*(is a file|a part of its path is a file)\./);
  });

  it('says why nothing can listen at an address', async () => {
    const flags = ['--empty', '--data', at('host'), '--log-level', 'silent'];
    const run = await charter(['start', ...flags, '--host', 'nohost.invalid']);
    expectPlain(run, /^Nothing can listen at nohost\.invalid, port 3000: .*--host/);
  });

  it('says which file of an import is not there, before anything is made', async () => {
    const flags = ['--data', at('imported')];
    const [noFile, noMapping] = await Promise.all([
      charter(['import', 'xes', at('no.xes'), '--mapping', mapping, ...flags]),
      charter(['import', 'csv', at('file'), '--mapping', at('no.json'), ...flags]),
    ]);
    expectPlain(noFile, /^There is no file .*no\.xes\./);
    expectPlain(noMapping, /^There is no file .*no\.json\./);
    expect(readdirSync(folder)).not.to.include('imported');
  });

  it('refuses an import that can not be carried out, and makes no city for it', async () => {
    const importing = (file: string, ...more: readonly string[]) =>
      charter(['import', 'xes', at(file), '--mapping', mapping, '--data', at('refused'), ...more]);
    const plain = ['import', 'xes', at('file'), '--data', at('refused')];
    expectPlain(await importing('file', '--window', '0'), /^--window must be at least 1\.$/m);
    expectPlain(
      await importing('file', '--report', at('file/r')),
      /^The report can not be written/,
    );
    expectPlain(await importing('file', '--report', folder), /is a folder; name a file/);
    expectPlain(await charter([...plain, '--mapping', at('file')]), /file is no JSON: /);
    expect(existsSync(at('refused'))).to.equal(false);
    const { code, errors } = await importing('file');
    expect(errors).to.match(/file: Line 1, column \d+: not well-formed XML: |file: Line 2/);
    expect(code).to.equal(1);
    expect(existsSync(at('refused'))).to.equal(false);
  });

  it('names the help of the command that was mistaken', async () => {
    const [option, word] = await Promise.all([
      charter(['start', '--prot', '1']),
      charter(['import', 'jsn']),
    ]);
    expect(option.errors).to.match(/unknown option.*\(charter start --help shows/s);
    expect(word.errors).to.match(/unknown command.*\(charter import --help shows/s);
  });

  it('restores nothing, and leaves nothing, where there is no backup', async () => {
    const data = at('restored/here');
    expectPlain(await charter(['restore', folder, '--data', data]), /^.* is no backup: .*manifest/);
    expect(existsSync(at('restored'))).to.equal(false);
  });

  it('names each setting that is wrong, and what it may be', async () => {
    const { code, errors } = await charter(['start', '--port', '70000', '--role', 'king']);
    expect(code).to.equal(2);
    expect(errors.trim().split('\n')).to.deep.equal([
      'The setting port (CHARTER_PORT) must be at most 65535.',
      'The setting role (CHARTER_ROLE) must be one of all, write-api, read-api, projections, timekeeper, web.',
    ]);
  });

  it('shows defaults, choices and what is required', async () => {
    const [start, token] = await Promise.all([
      charter(['start', '--help']),
      charter(['token', '--help']),
    ]);
    const help = start.output.replaceAll(/\s+/g, ' ');
    expect(help).to.include('(0 to 65535; default: 3000; CHARTER_PORT)');
    expect(help).to.include('one of all, write-api, read-api, projections, timekeeper, web;');
    expect(token.output.match(/\(required\)/g)).to.have.length(2);
  });
});
