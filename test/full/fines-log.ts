import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** What the event log of the fines says, read by a reader of its own: nothing shared with the import. */
export interface FinesLog {
  cases: number;
  /** Activity → events. */
  readonly activities: Record<string, number>;
  /** Case → local date of its penalty. */
  readonly penalties: Map<string, string>;
  /** Sums in cents. */
  paid: number;
  expense: number;
  fine: number;
}

type Attributes = Readonly<Record<string, string>>;

const cents = (text = '0'): number => Math.round(Number(text) * 100);

const attributesOf = (text: string): Attributes =>
  Object.fromEntries(
    [...text.matchAll(/key="([^"]+)" value="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]),
  );

function addTrace(log: FinesLog, trace: string): void {
  const events = [...trace.matchAll(/<event>([\s\S]*?)<\/event>/g)].map(([, text = '']) =>
    attributesOf(text),
  );
  const name = attributesOf(trace.slice(0, trace.indexOf('<event>')))['concept:name'] ?? '';
  log.cases += 1;
  for (const event of events) addEvent(log, name, event);
  log.fine += cents(events.findLast(({ amount }) => amount !== undefined)?.['amount']);
}

function addEvent(log: FinesLog, name: string, event: Attributes): void {
  const activity = event['concept:name'] ?? '';
  log.activities[activity] = (log.activities[activity] ?? 0) + 1;
  log.paid += cents(event['paymentAmount']);
  log.expense += cents(event['expense']);
  if (activity === 'Add penalty')
    log.penalties.set(name, (event['time:timestamp'] ?? '').slice(0, 10));
}

export async function readFinesLog(path: string): Promise<FinesLog> {
  const log: FinesLog = {
    cases: 0,
    activities: {},
    penalties: new Map(),
    paid: 0,
    expense: 0,
    fine: 0,
  };
  let trace: string[] | undefined;
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    if (line.includes('<trace>')) trace = [];
    trace?.push(line);
    if (!line.includes('</trace>')) continue;
    addTrace(log, (trace ?? []).join('\n'));
    trace = undefined;
  }
  return log;
}
