import type { Engines, ServersChoice } from './engines.js';
import { eventStoreDbLog } from './eventstoredb.js';
import { mongoReadSide } from './mongodb.js';

/** The log in EventStoreDB, all else in MongoDB: any number of processes on any number of machines. */
export const openServers = async ({
  eventstoreUrl,
  mongodbUri,
  queryMilliseconds,
}: ServersChoice): Promise<Engines> => ({
  ...eventStoreDbLog(eventstoreUrl),
  ...(await mongoReadSide({
    uri: mongodbUri,
    ...(queryMilliseconds !== undefined && { queryMilliseconds }),
  })),
});
