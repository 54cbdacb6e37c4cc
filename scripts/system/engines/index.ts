import { SettingsError, type Settings } from '../../configuration/settings.js';
import type { DataFiles } from '../files.js';
import type { EngineChoice, Engines } from './engines.js';
import { sqliteEngines } from './sqlite.js';

export type { EngineChoice, Engines, Operations, WritableLog } from './engines.js';

/** The engines that the settings name: files of the data folder unless there are addresses of servers. @throws SettingsError */
export function engineChoice(
  { events, readModels, operations }: Pick<DataFiles, 'events' | 'readModels' | 'operations'>,
  {
    eventstoreUrl,
    mongodbUri,
    querySeconds,
  }: Pick<Settings, 'eventstoreUrl' | 'mongodbUri'> & Partial<Pick<Settings, 'querySeconds'>>,
): EngineChoice {
  const limited = querySeconds === undefined ? {} : { queryMilliseconds: querySeconds * 1_000 };
  if (eventstoreUrl !== undefined && mongodbUri !== undefined)
    return { kind: 'servers', eventstoreUrl, mongodbUri, ...limited };
  if (eventstoreUrl === undefined && mongodbUri === undefined)
    return { kind: 'sqlite', events, readModels, operations, ...limited };
  throw new SettingsError(
    'EVENTSTORE_URL and MONGODB_URI belong together: set both for servers, or none for files.',
  );
}

/** @throws StoreUnavailableError, ReadStoreUnavailableError when a server does not answer */
export async function openEngines(choice: EngineChoice): Promise<Engines> {
  if (choice.kind === 'sqlite') return sqliteEngines(choice);
  // The clients of the servers take as long to load as all the rest: a city on one machine starts without them.
  const { openServers } = await import('./servers.js');
  return openServers(choice);
}
