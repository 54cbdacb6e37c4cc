import type { Command } from 'commander';
import { createMovableClock } from '../../adapters/clock/movable-clock.js';
import { systemClock } from '../../commands/ports/clock.js';
import { readSettings } from '../configuration/settings.js';
import { examine } from '../doctor/doctor.js';
import { together, type Finding } from '../doctor/findings.js';
import { holdingOf } from '../sample/marker.js';
import { engineChoice } from '../system/engines/index.js';
import { cityHere } from './city-here.js';
import { print, table } from './output.js';

interface DoctorFlags {
  readonly data?: string;
  readonly thorough?: boolean;
}

const exitCodes = { ok: 0, warning: 1, fault: 3 } as const;

/** `charter doctor`: what is wrong with a city, and what to do. */
export const doctorCommand = (program: Command): Command =>
  program
    .command('doctor')
    .description('look at a city, running or not, and say what is wrong and what to do')
    .option('--data <folder>', 'data folder of the city (CHARTER_DATA)')
    .option('--thorough', 'read the whole event log')
    .addHelpText('after', '\nEnds with 0 when all is well, 1 after a warning, 3 after a fault.')
    .action(async ({ data, thorough = false }: DoctorFlags) => {
      const settings = readSettings({ data, logLevel: 'warn' }, process.env);
      const files = cityHere(settings);
      const choice = engineChoice(files, settings);
      const clock =
        holdingOf(files).kind === 'sample' ? createMovableClock(files.clock) : systemClock;
      const findings = together(await examine({ files, choice, clock, thorough }));
      print(table([['', 'check', 'found'], ...findings.map(rowOf)]));
      for (const { check, advice } of findings)
        if (advice !== undefined) print(`\n${check}: ${advice}`);
      process.exitCode = Math.max(...findings.map(({ state }) => exitCodes[state]));
    });

const rowOf = ({ state, check, found }: Finding): readonly string[] => [state, check, found];
