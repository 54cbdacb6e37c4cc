import type { Command } from 'commander';
import { systemClock } from '../../commands/ports/clock.js';
import { projections } from '../../projections/index.js';
import type { Comparison } from '../../projections/runner/compare.js';
import { readSettings } from '../configuration/settings.js';
import { progressOn } from '../import/index.js';
import { catchUp } from '../system/catch-up.js';
import { openSystem } from '../system/system.js';
import type { ProjectionsThread } from '../system/threads/projections-client.js';
import { createLogger } from '../system/logger.js';
import { cityHere } from './city-here.js';
import { CommandError, print, table } from './output.js';

interface RebuildFlags {
  readonly data?: string;
  readonly compare: boolean;
}

/** `charter rebuild [projection]`: read models folded anew from the log, compared, then switched. */
export const rebuildCommand = (program: Command): Command =>
  program
    .command('rebuild [projection]')
    .description('fold read models anew from the log beside those that serve, then switch')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .option('--no-compare', 'do not compare the new documents with those before')
    .action(async (name: string | undefined, flags: RebuildFlags) => {
      const names = projections.map((projection) => projection.name);
      if (name !== undefined && !names.includes(name))
        throw new CommandError(`There is no read model "${name}". There are: ${names.join(', ')}.`);
      await rebuild(name === undefined ? names : [name], flags);
    });

async function rebuild(names: readonly string[], flags: RebuildFlags): Promise<void> {
  const settings = readSettings({ data: flags.data, logLevel: 'warn' }, process.env);
  const logger = createLogger(settings.logLevel);
  const files = cityHere(settings);
  const system = await openSystem({
    ...{ files, settings, clock: systemClock, logger, takeOver: true },
    whenLogDiffers: 'rebuild',
  });
  try {
    await catchUp(system, progressOn(process.stderr), 'Catching up');
    const thread = system.project();
    const rebuilt: Rebuilt[] = [];
    for (const name of names) rebuilt.push(await rebuildOne(thread, name, flags));
    print(table([['read model', 'documents', 'differing', 'seconds'], ...rebuilt.map(rowOf)]));
    if (flags.compare) refuseUncompared(rebuilt);
    if (rebuilt.some(({ comparison }) => (comparison?.differing ?? 0) > 0)) process.exitCode = 3;
  } finally {
    await system.close();
  }
}

interface Rebuilt {
  readonly name: string;
  /** Absent where nothing was compared. */
  readonly comparison?: Comparison;
  readonly seconds: number;
}

async function rebuildOne(
  thread: ProjectionsThread,
  name: string,
  { compare }: RebuildFlags,
): Promise<Rebuilt> {
  const started = performance.now();
  const { comparison } = await thread.rebuild(name, compare);
  const seconds = (performance.now() - started) / 1000;
  if (comparison !== undefined && comparison.differing > 0)
    print(`${name}: ${comparison.differences.map(({ id }) => id).join(', ')}`);
  return { name, seconds, ...(comparison && { comparison }) };
}

const rowOf = ({ name, comparison, seconds }: Rebuilt): readonly (string | number)[] => [
  name,
  comparison?.documents ?? '',
  comparison?.differing ?? '',
  seconds.toFixed(1),
];

/** Nothing was found to differ where nothing was compared. @throws CommandError */
export function refuseUncompared(rebuilt: readonly Pick<Rebuilt, 'name' | 'comparison'>[]): void {
  const names = rebuilt.filter(({ comparison }) => comparison === undefined);
  if (names.length > 0)
    throw new CommandError(
      `Rebuilt, but not compared: ${names.map(({ name }) => name).join(', ')}. What served before was of another log, or was not kept up to date. To rebuild without comparing, use --no-compare.`,
    );
}
