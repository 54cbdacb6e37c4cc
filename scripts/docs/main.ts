// Writes what pages of docs/reference take from code. With --check it only names those that are out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.js';
import { renewed } from './pages.js';

const folder = path.join(root, 'docs/reference');
const onlyCheck = process.argv.includes('--check');

for (const name of readdirSync(folder).filter((each) => each.endsWith('.md'))) {
  const file = path.join(folder, name);
  const text = readFileSync(file, 'utf8');
  const now = renewed(text);
  if (now === text) continue;
  if (onlyCheck) {
    process.stdout.write(`docs/reference/${name} is not as the code is: run npm run docs\n`);
    process.exitCode = 1;
  } else writeFileSync(file, now);
}
