import type { Clock } from '../../commands/ports/clock.js';
import { StoreDamagedError } from '../../domain/kernel/faults.js';
import { openEngines, type EngineChoice, type Operations } from '../system/engines/index.js';
import type { DataFiles } from '../system/files.js';
import { fault, ok, warning, type Finding } from './findings.js';
import { checkFiles } from './files.js';
import { checkClock, checkFile, checkLog, lastEvent } from './log.js';
import { checkDisk, checkKeys, checkProcess } from './machine.js';
import { checkReadModels } from './read-models.js';

export interface Patient {
  readonly files: DataFiles;
  readonly choice: EngineChoice;
  readonly clock: Clock;
  /** Read the whole log. */
  readonly thorough: boolean;
}

const mostParked = 100;

/** Looks at a city, which may be running, and changes nothing. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { files } = patient;
  return [
    await checkProcess(files),
    await checkDisk(files),
    checkKeys(files),
    ...checkFiles(patient.choice),
    ...(await examineEngines(patient)),
  ];
}

async function examineEngines(patient: Patient): Promise<readonly Finding[]> {
  try {
    return await lookInside(patient);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    if (error instanceof StoreDamagedError) return [fault('engines', found, error.advice)];
    return [fault('engines', found, 'Nothing else can be looked at before this is mended.')];
  }
}

async function lookInside({ choice, clock, thorough }: Patient): Promise<readonly Finding[]> {
  const engines = await openEngines(choice);
  const log = await engines.openReader();
  const store = await engines.openReadStore();
  const operations = await engines.openOperations();
  try {
    const last = await lastEvent(log);
    return [
      checkLog(await log.identity(), last),
      checkClock(last, clock.now()),
      ...(await checkReadModels(log, store)),
      await checkReactions(operations),
      ...(thorough ? checkFile(choice) : []),
    ];
  } finally {
    await Promise.all([log.close(), store.close(), operations.close()]);
    await engines.close();
  }
}

async function checkReactions({ parking }: Operations): Promise<Finding> {
  const events = await parking.list(mostParked);
  if (events.length === 0) return ok('reactions', 'nothing is parked');
  const [first] = events;
  return warning(
    'reactions',
    `${events.length} events could not be handled, the first for ${first?.cause.message ?? ''}`,
    'charter parked',
  );
}
