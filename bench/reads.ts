import type { BenchClient } from './client.js';
import { below, measuredLine, type Line } from './line.js';
import { complaint } from './lifecycle.js';
import { closedLoop, measuredOf, median, type Measured } from './samples.js';

/** People who look at the same time, without a pause. */
const readers = 8;
const offices = ['roads', 'sanitation', 'water', 'health'];
const wards = 8;

const references = async (client: BenchClient): Promise<readonly string[]> => {
  const { body } = await client.get('/api/cases?limit=200&sort=oldest');
  return (body['items'] as readonly { readonly reference: string }[]).map(
    ({ reference }) => reference,
  );
};

const queuePage = (index: number): string =>
  `/api/queues/${offices[index % offices.length] ?? ''}?limit=25`;

const listPage = (index: number): string =>
  `/api/cases?limit=25&status=open&sort=queue&office=${offices[index % offices.length] ?? ''}&area=ward-${1 + (index % wards)}`;

const words = ['kerb', 'lamp', 'pipe', 'temple', 'bridge', 'clinic', 'market'];
const searched = (index: number): string =>
  `/api/cases?limit=25&text=${encodeURIComponent(`${words[index % words.length] ?? ''} ${index * 7}`)}`;

/** A case by its reference, a page of a filtered queue, a search for words: of whatever the city holds. */
export async function reads(client: BenchClient, count: number, of: string): Promise<Line[]> {
  const known = await references(client);
  const rate = async (path: (index: number) => string, people = readers) => {
    await closedLoop(people, Math.ceil(count / 5), (index) => client.get(path(index)));
    return median(3, () => closedLoop(people, count, (index) => client.get(path(index))));
  };
  const byReference = await rate((index) => `/api/cases/${known[index % known.length] ?? ''}`);
  const alone = await rate(queuePage, 1);
  const queue = await rate(queuePage);
  const list = await rate(listPage);
  const search = await rate(searched);
  const goal = ({ p99 }: Measured) => ({ goal: below(p99, 20, 'ms p99') });
  const page = `a page of an office's queue`;
  return [
    measuredLine(`a case by reference, ${of}`, 'reads/s', byReference),
    measuredLine(`${page}, one reader, ${of}`, 'reads/s', alone, goal(alone)),
    measuredLine(`${page}, ${of}`, 'reads/s', queue, goal(queue)),
    measuredLine(
      `open cases of an office and ward by due time, ${of}`,
      'reads/s',
      list,
      goal(list),
    ),
    measuredLine(`a text search, ${of}`, 'reads/s', search, {
      goal: below(search.p99, 100, 'ms p99'),
    }),
  ];
}

/** From the moment that a submission is acknowledged until the case is read, one after the other. */
export async function freshness(client: BenchClient, count: number, of: string): Promise<Line> {
  const latencies: number[] = [];
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    const { body, position = '' } = await client.post('/api/cases', complaint);
    const from = performance.now();
    const headers = { 'at-least-position': position };
    const { body: list } = await client.get('/api/cases?sort=newest&limit=1', headers);
    latencies.push(performance.now() - from);
    if (!JSON.stringify(list).includes(String(body['reference'])))
      throw new Error('A case is not seen');
  }
  const measured = measuredOf(latencies, (performance.now() - began) / 1000);
  return measuredLine(`acknowledged to visible in a list, ${of}`, 'cases/s', measured, {
    goal: below(measured.p99, 100, 'ms p99'),
  });
}
