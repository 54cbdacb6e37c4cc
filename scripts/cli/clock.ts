import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { administratorRole } from '../../commands/access/caller.js';
import { localDateTime } from '../../domain/kernel/calendar/index.js';
import { instant } from '../../domain/kernel/instant.js';
import { createTokenIssuer } from '../../http/authenticate.js';
import { readSettings, type Settings } from '../configuration/settings.js';
import { progressOn } from '../import/index.js';
import { tokenKeys } from '../keys.js';
import { openSampleFolder, samplePartsOf, type SampleFolder } from '../sample/city.js';
import { sampleAuthority } from '../sample/definitions.js';
import { lengthExamples, readLength } from '../sample/length-words.js';
import { holdingOf } from '../sample/marker.js';
import { catchUp } from '../system/catch-up.js';
import { engineChoice } from '../system/engines/index.js';
import { openSystem } from '../system/system.js';
import type { DataFiles } from '../system/files.js';
import { createLogger } from '../system/logger.js';
import { cityHere } from './city-here.js';
import { CommandError, print } from './output.js';

const movedSchema = z.object({ from: z.string(), to: z.string(), settled: z.int() });
type Moved = z.infer<typeof movedSchema>;

/** `charter clock`: the sample city's present, and moving it on. */
export const clockCommand = (program: Command): Command =>
  program
    .command('clock')
    .description('show or move the clock of the sample city')
    .option('--advance <length>', `how far to move it on: ${lengthExamples}`)
    .option('--data <folder>', 'data folder of the sample city (CHARTER_DATA)')
    .addHelpText('after', '\nExample:\n  charter clock --advance "2 working days"')
    .action(async ({ advance, data }: { readonly advance?: string; readonly data?: string }) => {
      const settings = readSettings({ data, logLevel: 'warn' }, process.env);
      const files = cityHere(settings);
      const folder = await sampleFolder(files, settings);
      const { zone } = folder.definitions.calendar;
      const shown = (at: string): string =>
        localDateTime(instant(at), zone).replace('T', ' ').slice(0, 16);
      if (advance === undefined) {
        print(`${shown(folder.clock.now())} (${zone})`);
        return;
      }
      if (readLength(advance) === undefined)
        throw new CommandError(`Say how far to move the clock as in ${lengthExamples}.`, 2);
      const { from, to, settled } = await move(advance, { files, folder, settings });
      print(`${shown(from)} → ${shown(to)} (${zone}); something was due in ${settled} cases`);
    });

async function sampleFolder(files: DataFiles, settings: Settings): Promise<SampleFolder> {
  const holding = holdingOf(files);
  if (holding.kind !== 'sample' || !holding.ready)
    throw new CommandError(`${files.folder} is no sample city: only its clock can be moved.`);
  const choice = engineChoice(files, settings);
  return openSampleFolder({ files, choice }, holding, createLogger(settings.logLevel));
}

interface Place {
  readonly files: DataFiles;
  readonly folder: SampleFolder;
  readonly settings: Settings;
}

/** By the process that runs the city, if one does; else here. */
async function move(advance: string, place: Place): Promise<Moved> {
  const address = addressIn(place.files);
  const answer = address === undefined ? undefined : await ask(address, advance, place.settings);
  return answer ?? moveHere(advance, place);
}

function addressIn({ address }: DataFiles): string | undefined {
  try {
    return readFileSync(address, 'utf8');
  } catch {
    return undefined;
  }
}

/** @returns undefined when nothing listens there: the process was killed */
async function ask(
  address: string,
  advance: string,
  { data }: Settings,
): Promise<Moved | undefined> {
  const { privateKey } = await tokenKeys(data);
  const token = await createTokenIssuer(privateKey, Date.now).issue(
    {
      actor: { id: 'clock', kind: 'staff', roles: [administratorRole] },
      authority: sampleAuthority,
      channel: 'api',
    },
    60,
  );
  const response = await fetch(`${address}/api/sample-city/clock`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ advance }),
  }).catch(() => undefined);
  if (response === undefined) return undefined;
  const body: unknown = await response.json();
  if (response.ok) return movedSchema.parse(body);
  const { detail } = z.object({ detail: z.string().default('no reason given') }).parse(body);
  throw new CommandError(`The clock was not moved: ${detail}`);
}

async function moveHere(advance: string, { files, folder, settings }: Place): Promise<Moved> {
  const length = readLength(advance);
  if (length === undefined) throw new RangeError(advance);
  const logger = createLogger(settings.logLevel);
  const system = await openSystem({ files, settings, clock: folder.clock, logger });
  try {
    await catchUp(system, progressOn(process.stderr), 'Catching up');
    return await samplePartsOf(folder, system).move(length);
  } catch (error) {
    throw error instanceof RangeError ? new CommandError(error.message) : error;
  } finally {
    await system.close();
  }
}
