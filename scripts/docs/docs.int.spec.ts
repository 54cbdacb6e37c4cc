import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { declaredRejections } from '../../domain/kernel/rejection.js';
import { adviceOfCode } from '../../http/problems/advice.js';
import { faultNotes } from '../../http/problems/faults.js';
import { statusOf } from '../../http/problem.js';
import { root } from '../root.js';
import { regionNames, regionsOf, renewed } from './pages.js';

const folders = ['adapters', 'commands', 'domain', 'http', 'projections'];
folders.push('read-api', 'scripts', 'web', 'write-api');
const sources = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => path.join(folder, name))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') })),
);
const page = (name: string): string =>
  readFileSync(path.join(root, 'docs/reference', `${name}.md`), 'utf8');
const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, first = '']) => first);
/** Codes of the tables of a page, with the status beside them. */
const documented = () =>
  new Map(
    [...page('errors').matchAll(/^\| `([^`]+)` \| (\d+) \|/gm)].map(([, code = '', status]) => [
      code,
      Number(status),
    ]),
  );

describe('pages of the reference', () => {
  it('are as the code is: after a change run `npm run docs`', () => {
    const main = fileURLToPath(new URL('main.js', import.meta.url));
    const { stdout, stderr, status } = spawnSync(process.execPath, [main, '--check'], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr, status }).to.deep.equal({ stdout: '', stderr: '', status: 0 });
  });

  it('have a place for all that is printed from code, once', () => {
    const used = readdirSync(path.join(root, 'docs/reference')).flatMap((name) =>
      regionsOf(readFileSync(path.join(root, 'docs/reference', name), 'utf8')),
    );
    expect(used).to.have.members(regionNames);
  });

  it('keep what people wrote around it', () => {
    const before = 'Words.\n<!-- from code: settings -->\nold\n<!-- end -->\nMore.\n';
    expect(renewed(before)).to.match(
      /^Words\.\n<!-- from code: settings -->\n\| environment [\s\S]+\|\n<!-- end -->\nMore\.\n$/,
    );
    expect(() => renewed('<!-- from code: no-such -->\n<!-- end -->')).to.throw(RangeError);
  });
});

describe('pages that say what holds', () => {
  it('name specs that are there', () => {
    const text = readFileSync(path.join(root, 'docs/explanation/reliability.md'), 'utf8');
    const specs = found(text, /`([a-z0-9./-]+\.spec\.ts)`/g);
    expect(specs.length).to.be.greaterThan(10);
    expect(specs.filter((spec) => !existsSync(path.join(root, spec)))).to.deep.equal([]);
  });
});

/** Of the report of an import, which is no problem of the API. */
const importCodes = ['import.row'];

describe('the catalogue of errors', () => {
  before(async () => {
    const declaring = sources.filter(({ text }) => /\bdefineRejections\(\n?\s*'/.test(text));
    expect(declaring.length).to.be.greaterThan(10);
    const compiled = declaring.map(({ name }) =>
      path.join(root, 'dist', name.replace(/ts$/, 'js')),
    );
    for (const file of compiled) await import(pathToFileURL(file).href);
  });

  it('has every rule that any module declares, with its status', () => {
    const contexts = new Set(
      sources.flatMap(({ text }) => found(text, /\bdefineRejections\(\n?\s*'([a-z-]+)'/g)),
    );
    const rules = declaredRejections().filter(({ code }) => contexts.has(code.split('.')[0]!));
    expect(rules.length).to.be.greaterThan(100);
    const listed = documented();
    for (const rule of rules) expect(listed.get(rule.code), rule.code).to.equal(statusOf(rule));
    const codes = new Set([...rules.map(({ code }) => code), ...Object.keys(faultNotes)]);
    expect([...listed.keys()].filter((code) => !codes.has(code))).to.deep.equal([]);
  });

  it('has every fault that any class or reply names, and whether it may pass', () => {
    const text = sources.map((source) => source.text).join('\n');
    const named = new Set([
      ...found(text, /^ {2}readonly code = '([a-z.-]+)'/gm),
      ...found(text, /\bfault\(\s*\d+,\s*'([a-z.-]+)'/g),
    ]);
    const missing = 'add it to http/problems/faults.ts, then run `npm run docs`';
    expect([...named], missing).to.have.members(Object.keys(faultNotes));
    const retryable = [
      ...text.matchAll(/readonly code = '([a-z.-]+)';\n {2}readonly retryable = (true|false)/g),
    ];
    expect(retryable.length).to.be.greaterThan(15);
    for (const [, code = '', value] of retryable)
      expect(faultNotes[code]?.retryable, code).to.equal(value === 'true');
    for (const code of named) expect(documented().has(code), code).to.equal(true);
  });

  it('has every code that anything is compared with', () => {
    const known = new Set([...documented().keys(), ...importCodes]);
    const compared = sources.flatMap(({ text }) =>
      found(text, /\bcode(?: [!=]==|:) '([a-z-]+\.[a-z-]+)'/g),
    );
    expect(compared.length).to.be.greaterThan(3);
    expect(compared.filter((code) => !known.has(code))).to.deep.equal([]);
    for (const code of importCodes) expect(page('import-mappings')).to.include(`\`${code}\``);
  });

  it('gives advice on nothing but what there is', () => {
    const known = documented();
    expect(Object.keys(adviceOfCode).filter((code) => !known.has(code))).to.deep.equal([]);
  });
});
