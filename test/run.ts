/**
 * All tests, in three runs of mocha side by side, which two cores bear since the first mostly waits: for processes
 * that are killed and engines in trouble; browsers and other ends to ends; all others. Says what each said when it has
 * ended, then the sum of all in the closing line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../scripts/root.js';

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const common = ['--config', join(root, 'test', 'mocharc.json'), '--timeout', '300000'];
const ends = 'dist/test/e2e/**/*.spec.js';
const troubles = ['dist/test/crash/**/*.spec.js', 'dist/test/e2e/servers/**/*.spec.js'];
const without = (patterns: readonly string[]) => patterns.flatMap((each) => ['--ignore', each]);
const runs = [
  troubles,
  [ends, ...without(troubles)],
  ['dist/**/*.{unit,contract,int,e2e}.spec.js', ...without([ends, ...troubles])],
];

const closing = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m;

interface Ended {
  readonly code: number | null;
  readonly counts: readonly number[];
}

async function run(words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [mocha, ...common, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // Something moves while others wait.
      if (/[.!,]/.test(text)) process.stderr.write('.');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  process.stdout.write(`\n${said}`);
  const counts = closing.exec(said)?.slice(1).map(Number);
  // A run that did not come to its end has failed, whatever it passed before.
  return { code: counts === undefined ? 1 : code, counts: counts ?? [0, 1, 0] };
}

const ended = await Promise.all(runs.map(run));
const [passed, failed, skipped] = [0, 1, 2].map((at) =>
  ended.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0),
);
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = ended.every(({ code }) => code === 0) ? 0 : 1;
