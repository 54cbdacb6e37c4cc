import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const sources = (folder: string): string =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => read(`${folder}${name}`))
    .join('\n');

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, code = '']) => code);

const documented = (page: string): ReadonlySet<string> =>
  new Set(found(read(page).split('## Codes').at(-1) ?? '', /^\| `([a-z-]+)`/gm));

describe('documented codes', () => {
  it('are those of the linter', () => {
    const text = sources('domain/service/lint/');
    const codes = new Set([
      ...found(text, /\b(?:error|warning)\(\s*'([a-z-]+)'/g),
      ...found(text, /\bunknown\(\s*'([a-z]+)'/g).map((what) => `unknown-${what}`),
      ...found(text, /\bmissing\(\s*'([a-z]+)'/g).map((what) => `missing-${what}`),
    ]);
    expect(documented('docs/reference/service-linter.md')).to.deep.equal(codes);
  });

  it('are those of the import of DIGIT workflows', () => {
    const text = `${sources('domain/service/digit/')}${sources('scripts/import/digit/')}`;
    const codes = new Set([
      ...found(text, /\b(?:warn|fail|failed)\(\s*'([a-z-]+)'/g),
      ...found(text, /\[\s*'([a-z]+-[a-z-]+)',\s*(?:'|`)/g),
      ...found(text, /code: '([a-z-]+)'/g),
    ]);
    expect(documented('docs/reference/digit-import.md')).to.deep.equal(codes);
  });
});
