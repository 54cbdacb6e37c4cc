import type { BenchClient } from './client.js';
import { closedLoop, measuredOf, type Measured } from './samples.js';
import { authority, clients } from './town.js';

export const complaint = {
  authority,
  service: 'complaint',
  type: 'pothole',
  parties: [{ role: 'reporter', kind: 'anonymous' }],
  answers: { description: 'A deep pothole in front of the school', danger: 'possible' },
  places: [{ role: 'site', address: '12 Mill Road', areas: ['ward-3'] }],
};

/** Submit, assign, resolve: three calls, every reply checked. */
export async function live(client: BenchClient, called: (ms: number) => void): Promise<void> {
  const post = async (path: string, body: object) => {
    const from = performance.now();
    const { body: answer } = await client.post(path, body);
    called(performance.now() - from);
    return answer;
  };
  const { reference } = await post('/api/cases', complaint);
  const actions = `/api/cases/${String(reference)}/actions`;
  await post(actions, { action: 'assign', assignee: { kind: 'person', id: 'balu.yadav' } });
  await post(actions, {
    action: 'resolve',
    comment: 'Filled and rolled.',
    input: { work_done: 'repaired' },
  });
}

/** So many lifecycles: how many a second, with the latency of one call. */
export async function lifecycles(client: BenchClient, count: number): Promise<Measured> {
  const calls: number[] = [];
  const { perSecond } = await closedLoop(clients, count, () =>
    live(client, (ms) => calls.push(ms)),
  );
  return { ...measuredOf(calls, 1), perSecond };
}
