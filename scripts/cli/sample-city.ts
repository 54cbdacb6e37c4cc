import type { Logger } from '../../commands/ports/logger.js';
import type { Settings } from '../configuration/settings.js';
import { openSampleFolder, type SampleFolder } from '../sample/city.js';
import { holdingOf, type Holding } from '../sample/marker.js';
import { engineChoice, openEngines, type EngineChoice } from '../system/engines/index.js';
import type { DataFiles } from '../system/files.js';
import { askOnTerminal, chooseCity } from './choose-city.js';
import { print } from './output.js';

/** The sample city, if it is here or is to be; only a process that does everything makes one. */
export async function sampleCityHere(
  files: DataFiles,
  settings: Settings,
  logger: Logger,
): Promise<SampleFolder | undefined> {
  const choice = engineChoice(files, settings);
  const holding = await holdingHere(files, choice, settings.sample);
  const isReady = holding.kind === 'sample' && holding.ready;
  if (!isReady && settings.role !== 'all') return undefined;
  const ask = askOnTerminal();
  const chosen = await chooseCity({
    holding,
    wish: settings.sample,
    folder: files.folder,
    tell: print,
    ...(ask === undefined ? {} : { ask }),
  });
  return chosen === 'own' || holding.kind === 'own'
    ? undefined
    : openSampleFolder({ files, choice }, holding, logger);
}

/** Servers may hold what no folder here tells of: they get the sample city when asked, and when they are empty. */
async function holdingHere(
  files: DataFiles,
  choice: EngineChoice,
  wish: Settings['sample'],
): Promise<Holding> {
  const holding = holdingOf(files);
  if (choice.kind === 'sqlite' || holding.kind !== 'nothing') return holding;
  return { kind: wish === 'yes' && (await isEmpty(choice)) ? 'nothing' : 'own' };
}

async function isEmpty(choice: EngineChoice): Promise<boolean> {
  const engines = await openEngines(choice);
  const log = await engines.openReader();
  try {
    return (await log.head()) === '';
  } finally {
    await log.close();
    await engines.close();
  }
}
