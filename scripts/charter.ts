#!/usr/bin/env -S node --enable-source-maps --max-semi-space-size=64
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { digitImportCommand } from './cli/import-digit.js';
import { backupCommands } from './cli/backup.js';
import { clockCommand } from './cli/clock.js';
import { compareCommand } from './cli/compare.js';
import { copyLogCommand } from './cli/copy-log.js';
import { doctorCommand } from './cli/doctor.js';
import { endedBy } from './cli/ended.js';
import { hintAtHelp } from './cli/help.js';
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
hintAtHelp(program);

try {
  await program.parseAsync();
} catch (error) {
  const { exitCode, words } = endedBy(error);
  if (words !== undefined) process.stderr.write(`${words}\n`);
  process.exitCode = exitCode;
}
