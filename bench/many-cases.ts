import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.js';
import { charter } from '../test/program.js';
import { sumOf } from './history.js';
import { authority } from './town.js';

const offices = ['roads', 'sanitation', 'water', 'health'];
const wards = 8;
const things = ['hole', 'bin', 'lamp', 'pipe', 'drain', 'kerb', 'tree', 'sign', 'wall', 'bench'];
const places = ['school', 'market', 'temple', 'station', 'clinic', 'park', 'bridge', 'bus stop'];
const street = (row: number): string => `${row % 400} ${places[row % 7] ?? ''} Road ${row % 97}`;

/** One case in this many is still open. */
const openEvery = 20;
const header = 'id,opened,closed,office,ward,description,address\n';
const first = Date.UTC(2024, 0, 1, 4);
const apart = 30_000;
const hour = 3_600_000;
const at = (time: number): string => new Date(time).toISOString();

function row(index: number, count: number): string {
  const opened = first + index * apart;
  // The newest are the open ones, with a few old ones between them.
  const open = index > count - count / openEvery || index % 500 === 0;
  const closed = open ? '' : at(opened + (1 + (index % 30)) * hour);
  const thing = things[index % 10] ?? '';
  const what = `A broken ${thing} near the ${places[(index >> 3) % 8] ?? ''} no ${index}`;
  const office = offices[index % 4] ?? '';
  return `${index},${at(opened)},${closed},${office},ward-${1 + (index % wards)},${what},${street(index)}\n`;
}

async function writeRows(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  out.write(header);
  for (let from = 0; from < count; from += 1000) {
    const size = Math.min(1000, count - from);
    const text = Array.from({ length: size }, (_, i) => row(from + i, count)).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const column = (name: string, more: object = {}): object => ({ column: name, ...more });
const clerk = { id: 'bench', kind: 'staff', roles: ['call-taker'] };
const reference = ['office-hours', 'offices', 'areas', 'roles'];

const mapping = () => ({
  title: 'Made-up complaints',
  kind: 'csv',
  service: 'complaint',
  authority,
  zone: 'Asia/Kolkata',
  time: 'opened',
  case: 'id',
  definition: join(root, 'services', 'complaint', 'service.json'),
  reference: reference.map((set) => join(root, 'services', 'reference', `${set}.json`)),
  actor: clerk,
  rows: [
    {
      do: 'command',
      operation: 'submit',
      body: {
        start: 'register',
        type: 'pothole',
        office: column('office', { as: 'code' }),
        parties: [{ role: 'reporter', kind: 'anonymous' }],
        answers: { description: column('description'), danger: 'possible' },
        places: [
          { role: 'site', address: column('address'), areas: [column('ward', { as: 'code' })] },
        ],
      },
    },
    {
      do: 'command',
      operation: 'act',
      time: 'closed',
      body: { action: 'withdraw', comment: 'Seen to already' },
    },
  ],
});

/** How long it took to live so many cases through, in seconds, and how many commands that were. */
export interface Lived {
  readonly seconds: number;
  readonly commands: number;
}

/** Fills a data folder with complaints, one in twenty of them open, through `charter import`. */
export async function liveThrough(data: string, count: number, work: string): Promise<Lived> {
  const file = join(work, `complaints-${count}.csv`);
  const rules = join(work, 'complaints.json');
  await writeRows(file, count);
  writeFileSync(rules, JSON.stringify(mapping()));
  const run = await charter(['import', 'csv', file, '--mapping', rules, '--data', data]);
  if (run.code !== 0) throw new Error(`The import failed: ${run.output}${run.errors}`);
  return { seconds: run.seconds, commands: sumOf(run.output, 'Commands') };
}
