import type { Command } from 'commander';
import { createParkedEvents, NotParkedError } from '../../commands/index.js';
import { systemClock } from '../../commands/ports/clock.js';
import { readSettings } from '../configuration/settings.js';
import { codec } from '../system/codec.js';
import { reactions } from '../system/reactions.js';
import { createLogger } from '../system/logger.js';
import { openSystem } from '../system/system.js';
import { cityHere } from './city-here.js';
import { CommandError, print, table } from './output.js';

interface DecisionFlags {
  readonly data?: string;
  readonly by: string;
  readonly reason: string;
}

type ParkedEvents = ReturnType<typeof createParkedEvents>;

/** `charter parked`: events that a reaction could not handle, for an operator to decide about. */
export function parkedCommands(program: Command): void {
  const parked = program
    .command('parked')
    .description('events that a reaction could not handle: list, retry, discard');
  parked
    .command('list', { isDefault: true })
    .description('what is parked, and why')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .action(({ data }: { readonly data?: string }) => withParked(data, list));
  for (const how of ['retry', 'discard'] as const)
    parked
      .command(`${how} <id>`)
      .description(how === 'retry' ? 'handle an event again' : 'give an event up')
      .requiredOption('--by <actor>', 'who decides (required)')
      .requiredOption('--reason <text>', 'why (required)')
      .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
      .action((id: string, { data, by, reason }: DecisionFlags) =>
        withParked(data, (events) => decide(events, how, id, { by, reason })),
      );
}

async function list(events: ParkedEvents): Promise<void> {
  const found = await events.list();
  if (found.length === 0) {
    print('Nothing is parked.');
    return;
  }
  const rows = found.map(({ id, stream, type, attempts, cause }) => [
    ...[id, stream, type, attempts],
    `${cause.code}: ${cause.message}`,
  ]);
  print(table([['id', 'stream', 'event', 'tried', 'cause'], ...rows]));
}

async function decide(
  events: ParkedEvents,
  how: 'retry' | 'discard',
  id: string,
  operator: Pick<DecisionFlags, 'by' | 'reason'>,
): Promise<void> {
  const cause = await events[how](id, operator).catch(notParked);
  if (cause) throw new CommandError(`It failed again: ${cause.code}: ${cause.message}`, 3);
  print(how === 'retry' ? `${id} was handled.` : `${id} was given up.`);
}

/** @throws CommandError for an id that is not parked */
function notParked(error: unknown): never {
  throw error instanceof NotParkedError
    ? new CommandError(`${error.message} To see what is parked: charter parked list`)
    : error;
}

async function withParked(
  data: string | undefined,
  work: (events: ParkedEvents) => Promise<void>,
): Promise<void> {
  const settings = readSettings({ data, logLevel: 'warn' }, process.env);
  const logger = createLogger(settings.logLevel);
  const clock = systemClock;
  const system = await openSystem({ files: cityHere(settings), settings, clock, logger });
  try {
    const { store, commands, operations } = system;
    const { parking } = operations;
    const execute = commands.execute.bind(commands);
    await work(createParkedEvents({ reactions, store, execute, codec, parking, clock }));
  } finally {
    await system.close();
  }
}
