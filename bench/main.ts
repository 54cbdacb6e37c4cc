/** `npm run bench`: figures of Charter on this machine, each beside what the machine allows without Charter. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type as system } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { loadavg } from 'node:os';
import { print } from '../scripts/cli/output.js';
import { cities, fullScale, quickScale } from './cities.js';
import { importAndRebuild } from './history.js';
import { ratioOf, tableOf, type Line } from './line.js';
import { peers } from './peers.js';
import { serversLines } from './servers.js';
import { logLines, mongoLines, sqliteLines } from './stores.js';

interface Flags {
  readonly quick?: true;
  readonly only: readonly Part[];
  readonly kept?: string;
  readonly soak?: string;
  readonly json: string;
}

const parts = ['sqlite', 'log', 'mongodb', 'servers', 'cities', 'history', 'peers'] as const;
type Part = (typeof parts)[number];

const note = (message: string): void => void process.stderr.write(`${message}…\n`);

const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? '';
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}, ${memory} GiB, ${system()} ${release()}`,
    `Node ${process.version}; event log: SQLite WAL, synchronous=FULL; load average at the start ${load}`,
  ].join('\n');
};

async function bench(flags: Flags): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'charter-bench-'));
  const quick = flags.quick === true;
  const work = { folder, note, less: quick ? 10 : 1 };
  const whole = quick ? quickScale : fullScale;
  const scale = { ...whole, soakSeconds: Number(flags.soak ?? whole.soakSeconds) };
  const makers: Readonly<Record<Part, (lines: Line[]) => Promise<readonly Line[] | undefined>>> = {
    sqlite: () => sqliteLines(work),
    log: () => logLines(work),
    mongodb: () => mongoLines(work),
    servers: () => serversLines({ folder, note, lifecycles: scale.lifecycles }),
    cities: async (all) => {
      await cities({ folder, note, scale, kept: flags.kept }, all);
      return undefined;
    },
    history: () => {
      note('the fines lived through again, and their read models rebuilt');
      return importAndRebuild(folder, quick);
    },
    peers: () => peers(work),
  };
  const about = machine();
  const lines: Line[] = [];
  try {
    for (const part of flags.only) lines.push(...((await makers[part](lines)) ?? []));
  } finally {
    rmSync(folder, { recursive: true });
    print(`${about}\n`);
    print(tableOf(lines));
    const result = lines.map((line) => ({ ...line, ratio: ratioOf(line) }));
    writeFileSync(flags.json, `${JSON.stringify({ machine: about, lines: result }, null, 2)}\n`);
  }
}

await new Command('bench')
  .description(
    'figures of Charter on this machine, as ratios to bare work of the same run where there is such a thing',
  )
  .option('--quick', 'a tenth of the work or less, for a first look')
  .addOption(new Option('--only <parts...>', 'only these parts').choices(parts).default([...parts]))
  .option(
    '--kept <folder>',
    'a data folder with the larger number of cases, copied instead of made',
  )
  .option('--soak <seconds>', 'length of the even load under which memory is watched')
  .option('--json <file>', 'where the figures go for programs', 'bench-results.json')
  .action(bench)
  .parseAsync();
