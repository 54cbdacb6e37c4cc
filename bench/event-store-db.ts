/** Appending to EventStoreDB and reading its log, beside what the bare client does with the same events. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM, type JSONType } from '@eventstore/db-client';
import { openEventStoreDb } from '../adapters/eventstoredb/index.js';
import { maximumPageSize } from '../commands/event-store.js';
import { streamName } from '../domain/kernel/ids.js';
import { root } from '../scripts/root.js';
import { eventStoreUrl } from '../test/servers/eventstoredb.js';
import { commented } from './append.js';
import { closedLoop, median, type Measured } from './samples.js';

export interface BenchServer {
  /** What it is, for the report. */
  readonly name: string;
  readonly url: string;
  readonly stop: () => void;
}

/** The server of `EVENTSTORE_URL`, or the stand-in in a process of its own. */
export async function benchServer(): Promise<BenchServer> {
  if (eventStoreUrl !== undefined)
    return { name: 'EventStoreDB', url: eventStoreUrl, stop: () => undefined };
  const program = join(root, 'dist', 'test', 'servers', 'eventstoredb', 'main.js');
  const child: ChildProcess = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return {
    name: 'stand-in',
    url: line.toString().trim(),
    stop: () => {
      child.kill();
    },
  };
}

const newStream = () => streamName(`case-${randomUUID().replaceAll('-', '')}`);

const ofClient = async <T>(url: string, use: (client: EventStoreDBClient) => Promise<T>) => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    return await use(client);
  } finally {
    await client.dispose();
  }
};

/** Single-event appends to new streams through the port, `writers` at a time. */
export async function logAppends(url: string, writers: number, count: number): Promise<Measured> {
  const store = openEventStoreDb({ url });
  try {
    return await median(3, () =>
      closedLoop(writers, count, () => store.append(newStream(), [commented()], 'none')),
    );
  } finally {
    await store.close();
  }
}

/** The same appends by the bare client. */
export const bareLogAppends = (url: string, writers: number, count: number): Promise<Measured> =>
  ofClient(url, (client) =>
    median(3, () =>
      closedLoop(writers, count, () => {
        const { id, type, data, meta } = commented();
        const event = jsonEvent({ id, type, data: data as object as JSONType, metadata: meta });
        return client.appendToStream(newStream(), event, { expectedRevision: NO_STREAM });
      }),
    ),
  );

/** Events a second of the whole log through the port, in pages as a rebuild reads it. */
export async function logReading(url: string): Promise<number> {
  const store = openEventStoreDb({ url });
  try {
    return await rateOf(async () => {
      let events = 0;
      for await (const page of store.readAll({ pageSize: maximumPageSize })) events += page.length;
      return events;
    });
  } finally {
    await store.close();
  }
}

/** Events a second by one `readAll` of the bare client, the server's own records left out of the count. */
export const bareLogReading = (url: string): Promise<number> =>
  ofClient(url, (client) =>
    rateOf(async () => {
      let events = 0;
      for await (const { event } of client.readAll())
        if (event !== undefined && !event.type.startsWith('$')) events += 1;
      return events;
    }),
  );

/** The median of five readings; the first ones warm the server and the reader. */
async function rateOf(read: () => Promise<number>): Promise<number> {
  const rates: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const started = performance.now();
    const events = await read();
    rates.push(events / ((performance.now() - started) / 1000));
  }
  return rates.sort((a, b) => a - b)[2] ?? 0;
}
