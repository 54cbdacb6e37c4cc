/** `npm run bench`: figures of the embedded store, each beside what the machine allows without Charter. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/root.js';
import { print, table } from '../scripts/cli/output.js';
import { charter } from '../test/program.js';
import { sharedData } from '../test/full/shared-data.js';
import { appends, bareInserts } from './append.js';
import { mongoUri } from '../test/servers/mongodb.js';
import {
  bareLogAppends,
  bareLogReading,
  benchServer,
  logAppends,
  logReading,
} from './event-store-db.js';
import { bareRequests, lifecycles } from './lifecycle.js';
import { bareReplaces, commits } from './read-store.js';

const quick = process.argv.includes('--quick');
const scale = (full: number): number => (quick ? Math.ceil(full / 10) : full);
const folder = mkdtempSync(join(tmpdir(), 'charter-bench-'));
const rows: (string | number)[][] = [['line', 'value', 'unit', 'p99 ms', 'bare', 'ratio']];
const rounded = (value: number): number => Number(value.toPrecision(3));

const note = (message: string): void => void process.stderr.write(`${message}…\n`);

async function benchAppends(): Promise<void> {
  for (const [writers, count] of [
    [1, 2_000],
    [64, 20_000],
    [512, 40_000],
  ] as const) {
    note(`append, ${writers} writers`);
    const { perSecond, p99 } = await appends(folder, writers, scale(count));
    const bare = bareInserts(folder, writers, scale(count));
    const ratio = (perSecond / bare).toFixed(2);
    rows.push([
      `append, ${writers} writers`,
      rounded(perSecond),
      'events/s',
      rounded(p99),
      rounded(bare),
      ratio,
    ]);
  }
}

async function benchLifecycle(): Promise<void> {
  note('lifecycle over HTTP');
  const count = scale(3_000);
  const { perSecond, p99 } = await lifecycles(join(folder, 'city'), count);
  const bare = await bareRequests(count * 3);
  rows.push([
    'lifecycle, 50 clients, 3 calls',
    rounded(perSecond),
    'cases/s',
    rounded(p99),
    rounded(bare.perSecond / 3),
    ((3 * perSecond) / bare.perSecond).toFixed(2),
  ]);
}

async function benchImport(): Promise<void> {
  const sample = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
  const file = quick ? sample : (sharedData('road-traffic-fines.xes.gz') ?? sample);
  const mapping = join(root, 'services', 'traffic-fine', 'import.json');
  const data = join(folder, 'fines');
  note('import of the fines');
  const imported = await charter(['import', 'xes', file, '--mapping', mapping, '--data', data]);
  const count = Number(/^(\d+) rows/m.exec(imported.output)?.[1] ?? 0);
  rows.push(['import, whole', rounded(imported.seconds), 's', '', `${count} rows`, '']);
  rows.push(['import', rounded(count / imported.seconds), 'rows/s', '', '', '']);
  note('rebuild of every read model');
  const rebuilt = await charter(['rebuild', '--data', data, '--no-compare']);
  rows.push(['rebuild, all read models', rounded(rebuilt.seconds), 's', '', '', '']);
  rows.push(['rebuild', rounded(count / rebuilt.seconds), 'events/s', '', '', '']);
}

async function benchLog(): Promise<void> {
  const { name, url, stop } = await benchServer();
  try {
    // The first appends warm server and client, whoever sends them.
    await bareLogAppends(url, 16, scale(3_000));
    await logAppends(url, 16, scale(3_000));
    for (const [writers, count] of [
      [1, 1_000],
      [64, 20_000],
    ] as const) {
      note(`append to the ${name}, ${writers} writers`);
      const ours = await logAppends(url, writers, scale(count));
      const bare = await bareLogAppends(url, writers, scale(count));
      addRow(`append to the ${name}, ${writers} writers`, ours.perSecond, bare.perSecond, ours.p99);
    }
    note(`reading the log of the ${name}`);
    addRow(`reading the log of the ${name}`, await logReading(url), await bareLogReading(url));
  } finally {
    stop();
  }
}

function addRow(line: string, value: number, bare: number, p99?: number): void {
  const late = p99 === undefined ? '' : rounded(p99);
  rows.push([line, rounded(value), 'events/s', late, rounded(bare), (value / bare).toFixed(2)]);
}

/** Only when a server is named; the one that CI starts holds everything in memory and knows no index but of ids. */
async function benchMongo(): Promise<void> {
  if (mongoUri === undefined) return;
  note('commits to MongoDB');
  const count = scale(20_000);
  const ours = await commits(count);
  const bare = await bareReplaces(count);
  rows.push([
    'commit to MongoDB, pages of 500',
    rounded(ours),
    'documents/s',
    '',
    rounded(bare),
    (ours / bare).toFixed(2),
  ]);
}

try {
  await benchAppends();
  await benchLifecycle();
  await benchImport();
  await benchLog();
  await benchMongo();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  print(`${machine}; event log: SQLite WAL, synchronous=FULL\n`);
  print(table(rows));
  const [names = [], ...lines] = rows;
  const result = lines.map((line) =>
    Object.fromEntries(line.map((value, i) => [String(names[i]), value])),
  );
  writeFileSync(join(root, 'bench-results.json'), JSON.stringify({ machine, result }, null, 2));
} finally {
  rmSync(folder, { recursive: true });
}
