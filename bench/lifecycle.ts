import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/root.js';
import { charter, startCity } from '../test/program.js';
import { closedLoop, type Measured } from './samples.js';

const clients = 50;
const authority = 'demo.riverton';

type Post = (path: string, body: object) => Promise<Record<string, unknown>>;

const poster =
  (url: string, token: string): Post =>
  async (path, body) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (response.status !== 201)
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

const json = (...path: readonly string[]): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, 'services', ...path), 'utf8')) as Record<string, unknown>;

async function publish(post: Post): Promise<void> {
  for (const set of ['office-hours', 'offices', 'areas', 'roles']) {
    const { kind, entries } = json('reference', `${set}.json`);
    for (const entry of entries as readonly object[])
      await post(`/api/reference/${authority}/${set}/entries`, { kind, ...entry });
  }
  const definition = json('complaint', 'service.json');
  await post(`/api/services/${authority}/complaint/draft`, { definition });
  await post(`/api/services/${authority}/complaint/versions`, {});
}

const complaint = {
  authority,
  service: 'complaint',
  type: 'pothole',
  parties: [{ role: 'reporter', kind: 'anonymous' }],
  answers: { description: 'A deep pothole in front of the school', danger: 'possible' },
  places: [{ role: 'location', address: '12 Mill Road', areas: ['ward-3'] }],
};

/** Submit, assign, resolve: three calls, every reply checked. */
async function live(post: Post): Promise<void> {
  const { id } = await post('/api/cases', complaint);
  const actions = `/api/cases/${String(id)}/actions`;
  await post(actions, { action: 'assign', assignee: { kind: 'person', id: 'balu.yadav' } });
  await post(actions, {
    action: 'resolve',
    comment: 'Filled and rolled.',
    input: { work_done: 'repaired' },
  });
}

/** Lifecycles of complaints over HTTP against a city in a process of its own. */
export async function lifecycles(data: string, count: number): Promise<Measured> {
  const city = await startCity(data, ['--empty']);
  try {
    const roles = 'admin,call-taker,complaints-officer,field-worker';
    const flags = ['--actor', 'bench', '--roles', roles, '--authority', authority];
    const { output } = await charter(['token', '--data', data, ...flags]);
    const post = poster(city.url, output.trim());
    await publish(post);
    await closedLoop(clients, Math.ceil(count / 5), () => live(post));
    return await closedLoop(clients, count, () => live(post));
  } finally {
    await city.stop();
  }
}

/** Requests a second of a route that does nothing, by the same client with the same bodies. */
export async function bareRequests(count: number): Promise<Measured> {
  const child = spawn(process.execPath, [join(root, 'dist', 'bench', 'bare-route.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await firstLine(child);
    const post = poster(url, 'none');
    await closedLoop(clients, Math.ceil(count / 5), () => post('/', complaint));
    return await closedLoop(clients, count, () => post('/', complaint));
  } finally {
    child.kill();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('No output');
  const [line] = (await once(stdout.setEncoding('utf8'), 'data')) as [string];
  return line.trim();
}
