import { mongoUri } from '../test/servers/mongodb.js';
import { appends, bareInserts } from './append.js';
import { flushes } from './baselines.js';
import {
  bareLogAppends,
  bareLogReading,
  benchServer,
  logAppends,
  logReading,
} from './event-store-db.js';
import { measuredLine, ofBare, type Line } from './line.js';
import { bareReplaces, commits } from './read-store.js';

interface Work {
  readonly folder: string;
  readonly note: (message: string) => void;
  /** What the number of repetitions is divided by. */
  readonly less: number;
}

/** Appends to SQLite beside the same rows inserted bare, and the flushes that the disk allows. */
export async function sqliteLines({ folder, note, less }: Work): Promise<Line[]> {
  const lines = [
    measuredLine('bare flush of a page', 'flushes/s', flushes(folder, Math.ceil(2_000 / less))),
  ];
  for (const [writers, full] of [
    [1, 2_000],
    [16, 10_000],
    [64, 20_000],
    [512, 40_000],
  ] as const) {
    note(`appends, ${writers} writers`);
    const count = Math.ceil(full / less);
    const ours = await appends(folder, writers, count);
    const bare = bareInserts(folder, writers, count);
    lines.push(
      measuredLine(`append, ${writers} writers`, 'events/s', ours, {
        bare,
        ...(writers === 64 ? { goal: ofBare(ours, bare, 0.6) } : {}),
      }),
    );
  }
  return lines;
}

/** Appends to, and reading of, the server of `EVENTSTORE_URL` or the stand-in, beside the bare client. */
export async function logLines({ note, less }: Work): Promise<Line[]> {
  const { name, url, stop } = await benchServer();
  const lines: Line[] = [];
  try {
    // The first appends warm server and client, whoever sends them.
    await bareLogAppends(url, 16, Math.ceil(3_000 / less));
    await logAppends(url, 16, Math.ceil(3_000 / less));
    for (const [writers, full] of [
      [1, 1_000],
      [64, 20_000],
    ] as const) {
      note(`appends to the ${name}, ${writers} writers`);
      const count = Math.ceil(full / less);
      const ours = await logAppends(url, writers, count);
      const { perSecond: bare } = await bareLogAppends(url, writers, count);
      const line = `append to the ${name}, ${writers} writers`;
      lines.push(measuredLine(line, 'events/s', ours, { bare }));
    }
    note(`reading the log of the ${name}`);
    const value = await logReading(url);
    const bare = await bareLogReading(url);
    const goal = ofBare({ perSecond: value }, bare, 0.8);
    lines.push({ name: `reading the log of the ${name}`, value, unit: 'events/s', bare, goal });
  } finally {
    stop();
  }
  return lines;
}

/** Only when a server is named; the one that CI starts holds everything in memory and knows no index but of ids. */
export async function mongoLines({ note, less }: Work): Promise<Line[]> {
  if (mongoUri === undefined) return [];
  note('commits to MongoDB');
  const count = Math.ceil(20_000 / less);
  const value = await commits(count);
  const bare = await bareReplaces(count);
  return [{ name: 'commit to MongoDB, pages of 500', value, unit: 'documents/s', bare }];
}
