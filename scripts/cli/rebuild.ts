import type { Command } from 'commander';
import { systemClock } from '../../commands/ports/clock.js';
import { projections } from '../../projections/index.js';
import type { RebuildReport } from '../../projections/runner/options.js';
import { readSettings } from '../configuration/settings.js';
import { progressOn, type Progress } from '../import/index.js';
import { catchUp } from '../system/catch-up.js';
import { openSystem } from '../system/system.js';
import type { ProjectionsThread } from '../system/threads/projections-client.js';
import { createLogger } from '../system/logger.js';
import { cityHere } from './city-here.js';
import { CommandError, print, table } from './output.js';

const showMilliseconds = 200;

interface RebuildFlags {
  readonly data?: string;
  readonly compare: boolean;
}

/** `charter rebuild [projections...]`: read models folded anew from the log, compared, then switched. */
export const rebuildCommand = (program: Command): Command =>
  program
    .command('rebuild [projections...]')
    .description(
      'fold read models anew from the log beside those that serve, then switch: those named, or all',
    )
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .option('--no-compare', 'do not compare the new documents with those before')
    .action(async (asked: readonly string[], flags: RebuildFlags) => {
      const names = projections.map((projection) => projection.name);
      const unknown = asked.find((name) => !names.includes(name));
      if (unknown !== undefined)
        throw new CommandError(
          `There is no read model "${unknown}". There are: ${names.join(', ')}.`,
        );
      await rebuild(asked.length === 0 ? names : [...new Set(asked)], flags);
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
    const progress = progressOn(process.stderr);
    await catchUp(system, progress, 'Catching up');
    const began = performance.now();
    const rebuilt = await rebuildAll(system.project(), names, { ...flags, progress });
    for (const { projection, comparison } of rebuilt)
      if (comparison !== undefined && comparison.differing > 0)
        print(`${projection}: ${comparison.differences.map(({ id }) => id).join(', ')}`);
    print(table([['read model', 'documents', 'differing'], ...rebuilt.map(rowOf)]));
    print(`${rebuilt.length} rebuilt in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    if (flags.compare) refuseUncompared(rebuilt);
    if (rebuilt.some(({ comparison }) => (comparison?.differing ?? 0) > 0)) process.exitCode = 3;
  } finally {
    await system.close();
  }
}

async function rebuildAll(
  thread: ProjectionsThread,
  names: readonly string[],
  { compare, progress }: RebuildFlags & { readonly progress: Progress },
): Promise<readonly RebuildReport[]> {
  let shown = 0;
  progress.begin('Events folded');
  const showing = setInterval(() => {
    const events = [...thread.loading.values()].reduce((sum, each) => sum + each.events, 0);
    progress.advance(events - shown);
    shown = events;
  }, showMilliseconds);
  try {
    return await thread.rebuild(names, compare);
  } finally {
    clearInterval(showing);
    progress.end();
  }
}

const rowOf = ({ projection, comparison }: RebuildReport): readonly (string | number)[] => [
  projection,
  comparison?.documents ?? '',
  comparison?.differing ?? '',
];

/** Nothing was found to differ where nothing was compared. @throws CommandError */
export function refuseUncompared(
  rebuilt: readonly Pick<RebuildReport, 'projection' | 'comparison'>[],
): void {
  const names = rebuilt.filter(({ comparison }) => comparison === undefined);
  if (names.length > 0)
    throw new CommandError(
      `Rebuilt, but not compared: ${names.map(({ projection }) => projection).join(', ')}. What served before was of another log, or was not kept up to date. To rebuild without comparing, use --no-compare.`,
    );
}
