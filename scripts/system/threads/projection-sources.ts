import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../root.js';

const folder = join(root, 'dist', 'projections');
/** What only asks questions of documents does not change them. */
const asking = /(\.spec|queries|search)\.js$/;

const modulesIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js') && !asking.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8'));

/** What folds of all read models share. */
const shared = ['activity.js', 'case-facts.js', 'patch.js', 'running-timers.js'];

/** Rules of the domain that make part of a read model's documents. */
const borrowed: Readonly<Record<string, readonly string[]>> = {
  services: ['../domain/service/texts.js'],
};

/** The texts of the compiled modules that make a projection's documents: another text is another version. */
export const projectionSources = ({ name }: { readonly name: string }): readonly string[] => [
  ...modulesIn(join(folder, name)),
  ...[...shared, ...(borrowed[name] ?? [])].map((module) =>
    readFileSync(join(folder, module), 'utf8'),
  ),
];
