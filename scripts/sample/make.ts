import type { Application } from '../../commands/application.js';
import type { EventReader } from '../../commands/event-store.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { sampleAuthority, type Definitions } from './definitions.js';
import { createDirectory, staffCaller } from './directory.js';
import { lifetimeOf } from './lifetime.js';
import { live, type Refused } from './live.js';
import type { LivedClock } from './lived-clock.js';
import type { OpenCases } from './open-cases.js';
import { stepsUpTo, storiesOf } from './plan.js';
import { publishAll } from './publish.js';

/** Who publishes the services of the sample city. */
export const administratorId = 'kabir.sethi';

export interface Making {
  readonly commands: Pick<Application, 'execute' | 'peek'>;
  readonly log: Pick<EventReader, 'readAll'>;
  readonly clock: LivedClock;
  readonly cases: OpenCases;
  readonly definitions: Definitions;
  /** The present of the city when it is ready. */
  readonly end: Instant;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Made {
  readonly cases: number;
  readonly steps: number;
  readonly refused: readonly Refused[];
}

/** What was lived through already, when a making was cut off. */
async function stepsDone(log: Making['log']): Promise<ReadonlyMap<string, StreamName>> {
  const done = new Map<string, StreamName>();
  for await (const page of log.readAll())
    for (const { stream, meta } of page) done.set(meta.correlationId, stream);
  return done;
}

/**
 * Makes the sample city: publishes its services and lives through its past on a clock of its own, by
 * the same commands as live traffic. May be cut off at any moment and started again with the same end.
 */
export async function makeSampleCity(making: Making): Promise<Made> {
  const { commands, log, clock, cases, definitions, end, onProgress } = making;
  const directory = createDirectory(definitions.sets);
  const done = await stepsDone(log);
  const administrator = staffCaller(directory, sampleAuthority, administratorId, {
    channel: 'web',
  });
  await publishAll(commands, definitions, administrator);
  const stories = storiesOf(lifetimeOf(definitions.calendar, end), definitions.limits);
  const steps = stepsUpTo(end, stories);
  const onStep = (count: number): void => onProgress(count, steps.length);
  const life = { commands, clock, cases, directory, authority: sampleAuthority, done, onStep };
  const refused = await live(life, steps, end);
  const begun = steps.filter(({ index }) => index === 0);
  return { cases: begun.length, steps: steps.length, refused };
}
