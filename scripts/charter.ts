#!/usr/bin/env -S node --enable-source-maps --max-semi-space-size=64
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { SettingsError } from './configuration/settings.js';
import { CommandError } from './cli/output.js';
import { Fault } from '../domain/kernel/faults.js';
import { digitImportCommand } from './cli/import-digit.js';
import { backupCommands } from './cli/backup.js';
import { clockCommand } from './cli/clock.js';
import { compareCommand } from './cli/compare.js';
import { copyLogCommand } from './cli/copy-log.js';
import { doctorCommand } from './cli/doctor.js';
import { importCommands } from './cli/import.js';
import { parkedCommands } from './cli/parked.js';
import { rebuildCommand } from './cli/rebuild.js';
import { startCommand } from './cli/start.js';
import { tokenCommand } from './cli/token.js';
import { root } from './root.js';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const program = new Command('charter')
  .description('Service delivery and governance on an event log')
  .version(version)
  .showHelpAfterError('(charter --help shows all commands)')
  .exitOverride();

startCommand(program, version);
tokenCommand(program);
const importing = program.command('import').description('bring in what another system holds');
importCommands(importing);
digitImportCommand(importing);
rebuildCommand(program);
backupCommands(program);
doctorCommand(program);
parkedCommands(program);
clockCommand(program);
compareCommand(program);
copyLogCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** What the user can act on is printed plainly; anything else is a fault with its stack. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof Fault || error instanceof CommandError || error instanceof SettingsError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof CommandError ? error.exitCode : 2;
  }
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}
