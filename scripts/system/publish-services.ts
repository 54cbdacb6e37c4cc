import { createHash } from 'node:crypto';
import { internalCaller } from '../../commands/access/caller.js';
import type { Application } from '../../commands/index.js';
import { systemClock } from '../../commands/ports/clock.js';
import type { ServiceDefinition } from '../../domain/service/index.js';
import { CommandError, print } from '../cli/output.js';
import type { Settings } from '../configuration/settings.js';
import { openSystem } from './system.js';
import { dataFiles } from './files.js';
import { createLogger } from './logger.js';

/** Drafts and publishes definitions in the city of a data folder; the same ones again change nothing. @throws CommandError for the first that is refused */
export async function publishServices(
  settings: Settings,
  definitions: readonly ServiceDefinition[],
): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const files = dataFiles(settings.data);
  const system = await openSystem({ files, settings, clock: systemClock, logger });
  try {
    for (const definition of definitions) await publish(system.commands, definition);
  } finally {
    await system.close();
  }
}

async function publish(commands: Application, definition: ServiceDefinition): Promise<void> {
  const { authority, code, version } = definition;
  const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
  let unchanged = true;
  const steps = [
    { operation: 'draft', body: { definition } },
    { operation: 'publish', body: {} },
  ];
  for (const { operation, body } of steps) {
    const done = await commands.execute({
      aggregate: 'service',
      target: `${authority}/${code}`,
      operation,
      body,
      caller: internalCaller('publisher'),
      idempotencyKey: `${operation}/${digest}`,
      correlationId: `publish ${authority}/${code}`,
    });
    if (!done.ok) throw new CommandError(`${authority}/${code}: ${done.error.message}`);
    unchanged &&= done.value.repeated;
  }
  print(
    `${unchanged ? 'Published before:' : 'Published'} ${code} version ${version} of ${authority}`,
  );
}
