import type { Command } from 'commander';
import type { EventReader } from '../../commands/event-store.js';
import { systemClock } from '../../commands/ports/clock.js';
import { copyLog, DifferentLogError } from '../copy-log/copy-log.js';
import { copyStanding } from '../copy-log/copy-standing.js';
import { progressOn } from '../import/index.js';
import { openEngines, type Engines, type Operations } from '../system/engines/index.js';
import { reactions } from '../system/reactions.js';
import { CommandError, print, table } from './output.js';
import { placeHelp, placeOf, type Place } from './places.js';

/** Appends under way at once: files take them in the order in which they are sent, a server may not. */
const inFlight = { sqlite: 512, servers: 1 } as const;

/** `charter copy-log FROM TO`: a city moves to other engines. */
export const copyLogCommand = (program: Command): Command =>
  program
    .command('copy-log <from> <to>')
    .description(
      `copy the event log of one place to another, ids and times kept, and verify it; reactions go on where they were; ${placeHelp}`,
    )
    .action((from: string, to: string) => copy(placeOf(from), placeOf(to, true)));

async function copy(from: Place, to: Place): Promise<void> {
  const [source, target] = [await openEngines(from.choice), await openEngines(to.choice)];
  const reader = await source.openReader();
  const { store } = await target.openLog(() => systemClock.now());
  try {
    const copying = { from: reader, to: store, inFlight: inFlight[to.choice.kind] };
    const report = await copyLog({ ...copying, progress: progressOn(process.stderr) });
    print(
      table([
        ['events', ''],
        ['there already', report.present],
        ['copied', report.copied],
        ['verified', report.verified],
        ['parked, taken along', await standing(source, reader, target, store)],
      ]),
    );
  } catch (error) {
    throw error instanceof DifferentLogError ? new CommandError(error.message, 3) : error;
  } finally {
    await Promise.all([reader.close(), store.close()]);
    await Promise.all([source.close(), target.close()]);
  }
}

/** What reactions remember goes along once the logs are found equal. */
async function standing(
  ...[source, reader, target, store]: readonly [Engines, EventReader, Engines, EventReader]
): Promise<number> {
  const opened: Operations[] = [];
  const side = async (engines: Engines, log: EventReader) => {
    const operations = await engines.openOperations();
    opened.push(operations);
    return { log, operations };
  };
  try {
    const [from, to] = [await side(source, reader), await side(target, store)];
    return await copyStanding({ from, to, reactions: reactions.map(({ name }) => name) });
  } finally {
    await Promise.all(opened.map((operations) => operations.close()));
  }
}
