import { join } from 'node:path';
import { dropDatabase, mongoUri, ownDatabase } from '../test/servers/mongodb.js';
import { benchServer } from './event-store-db.js';
import { lifecycles } from './lifecycle.js';
import { measuredLine, type Line } from './line.js';
import { rebuilds } from './history.js';
import { median } from './samples.js';
import { openTown, publishComplaints } from './town.js';

interface Work {
  readonly folder: string;
  readonly note: (message: string) => void;
  readonly lifecycles: number;
}

/** Lifecycles of a city on both servers, in one process, and its read models folded anew. Only when MongoDB is named. */
export async function serversLines({ folder, note, lifecycles: count }: Work): Promise<Line[]> {
  if (mongoUri === undefined) return [];
  const { name, url, stop } = await benchServer();
  const database = ownDatabase();
  const settings = { EVENTSTORE_URL: url, MONGODB_URI: database };
  const data = join(folder, 'on-servers');
  try {
    const of = `${name} and MongoDB`;
    note(`lifecycles, ${of}`);
    const town = await openTown(data, settings);
    await publishComplaints(town.client);
    await lifecycles(town.client, Math.ceil(count / 2));
    const measured = await median(3, () => lifecycles(town.client, count));
    const events = await town.events();
    await town.stop();
    note(`read models anew, ${of}`);
    const anew = (await rebuilds(data, events, settings)).map(({ goal: _, ...line }) => line);
    return [
      measuredLine(`lifecycle (3 calls, 50 clients; p99 of a call), ${of}`, 'cases/s', measured),
      ...anew.map((line) => ({ ...line, name: `${line.name}, ${of}` })),
    ];
  } finally {
    stop();
    await dropDatabase(database);
  }
}
