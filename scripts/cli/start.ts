import type { Command } from 'commander';
import { systemClock } from '../../commands/ports/clock.js';
import {
  environmentNames,
  readSettings,
  settingsSchema,
  type Settings,
} from '../configuration/settings.js';
import { tokenKeys } from '../keys.js';
import { dataFiles } from '../system/files.js';
import { healthOf } from '../system/health.js';
import { createLogger } from '../system/logger.js';
import { openRole, type Running } from '../system/roles.js';
import { serve, type ServeOptions } from '../system/serve.js';
import { print } from './output.js';

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `charter start`: a flag for every setting. */
export function startCommand(program: Command, version: string): Command {
  const command = program.command('start').description('run a city');
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const environment = environmentNames[name as keyof Settings];
    command.option(`--${dashed(name)} <value>`, `${schema.description ?? ''} (${environment})`);
  }
  return command.action(async (flags: Readonly<Record<string, unknown>>) => {
    await start(readSettings(flags, process.env), version);
  });
}

async function start(settings: Settings, version: string): Promise<void> {
  const logger = createLogger(settings.logLevel);
  logger.info(settings, 'settings');
  const files = dataFiles(settings.data);
  const running = await openRole({ files, settings, clock: systemClock, logger });
  try {
    await serveUntilStopped(running, { settings, version, logger });
  } finally {
    await running.close();
  }
}

async function serveUntilStopped(
  { commands, reads, checks, failed }: Running,
  { settings, version, logger }: Pick<ServeOptions, 'settings' | 'version' | 'logger'>,
): Promise<void> {
  let stopping = false;
  const serving = await serve({
    settings,
    keys: await tokenKeys(settings.data),
    version,
    logger,
    health: healthOf(checks, () => stopping),
    ...(commands === undefined ? {} : { commands }),
    ...(reads === undefined ? {} : { reads }),
  });
  print(`Charter ${version} at ${serving.url}  (API: ${serving.url}/api/docs, stop: Ctrl-C)`);
  try {
    const reason = await Promise.race([signalled(), failed]);
    logger.info({ reason }, 'shutting down');
  } finally {
    stopping = true;
    await serving.stop();
  }
}

const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => resolve(signal));
  });
