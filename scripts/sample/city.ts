import { createMovableClock, type MovableClock } from '../../adapters/clock/movable-clock.js';
import type { Length } from '../../domain/kernel/calendar/index.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { ClockStep, WebParts } from '../../web/parts.js';
import { progressOn } from '../import/index.js';
import { root } from '../root.js';
import type { System } from '../system/system.js';
import type { EngineChoice } from '../system/engines/index.js';
import type { DataFiles } from '../system/files.js';
import { readDefinitions, sampleAuthority, type Definitions } from './definitions.js';
import { createDirectory } from './directory.js';
import type { Made } from './make.js';
import { createMove, type Move } from './moving.js';
import { residentOf, staffOf } from './people.js';
import { personasOf } from './personas.js';
import { setUpSample } from './set-up.js';
import { beginSample, type Holding } from './marker.js';
import { cityTitle } from './town.js';

/** The sample city of a data folder, made when it was not yet. */
export interface SampleFolder {
  readonly clock: MovableClock;
  readonly definitions: Definitions;
  /** Present when it was made, or its making finished, just now. */
  readonly made?: Made;
}

type Begun = Exclude<Holding, { kind: 'own' }>;

/** Where the sample city is: its log in the engines, its clock and what it is in the folder. */
export interface SamplePlace {
  readonly files: DataFiles;
  readonly choice: EngineChoice;
}

/** Makes what is not made yet, with a progress bar. */
export async function openSampleFolder(
  { files, choice }: SamplePlace,
  holding: Begun,
  logger: Logger,
): Promise<SampleFolder> {
  const definitions = readDefinitions(root);
  const clock = createMovableClock(files.clock);
  if (holding.kind === 'sample' && holding.ready) return { clock, definitions };
  const madeFor = holding.kind === 'sample' ? holding.madeFor : beginSample(files, Date.now());
  const progress = progressOn(process.stderr);
  return {
    clock,
    definitions,
    made: await setUpSample({ files, choice, definitions, madeFor, logger, progress }),
  };
}

const hourMilliseconds = 3_600_000;

const lengths: Readonly<Record<ClockStep, Length>> = {
  hour: { elapsed: hourMilliseconds },
  'working-day': { workingDays: 1 },
  'two-working-days': { workingDays: 2 },
  week: { calendarDays: 7 },
  'sixty-days': { calendarDays: 60 },
};

/** What pages and the API get of the sample city beside what every city has. */
export interface SampleParts {
  readonly move: Move;
  readonly pages: Required<Pick<WebParts, 'city' | 'people' | 'sample'>>;
}

export function samplePartsOf(
  { clock, definitions }: SampleFolder,
  system: Pick<System, 'store' | 'reads' | 'timekeeper'>,
): SampleParts {
  const { calendar, sets } = definitions;
  const directory = createDirectory(sets);
  const staff = staffOf(directory);
  const move = createMove({ system, clock, calendar });
  return {
    move,
    pages: {
      city: { title: cityTitle, authority: sampleAuthority, zone: calendar.zone },
      people: (id) => staff(id) ?? residentOf(id),
      sample: { personas: personasOf(directory), advance: (step) => move(lengths[step]) },
    },
  };
}
