import { createHash } from 'node:crypto';
import { internalCaller } from '../../commands/access/caller.js';
import type { Application } from '../../commands/index.js';
import { systemClock } from '../../commands/ports/clock.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import type { ServiceDefinition } from '../../domain/service/index.js';
import { cityHere } from '../cli/city-here.js';
import { checkReference } from '../../domain/service/lint/reference.js';
import type { Finding } from '../../domain/service/lint/index.js';
import { CommandError, print } from '../cli/output.js';
import type { Settings } from '../configuration/settings.js';
import { openSystem } from './system.js';
import { createLogger } from './logger.js';

/**
 * Drafts and publishes definitions in the city of a data folder; the same ones again change nothing.
 *
 * @param opened called once the city can be written to
 * @throws CommandError where there is no city, and for the first that is refused; StoreLockedError while the city runs
 */
export async function publishServices(
  settings: Settings,
  definitions: readonly ServiceDefinition[],
  opened: () => void,
): Promise<void> {
  const logger = createLogger(settings.logLevel);
  const files = cityHere(settings);
  const system = await openSystem({ files, settings, clock: systemClock, logger });
  try {
    opened();
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
  for (const { message } of await missingFor(commands, definition))
    print(`  warning  ${code}: ${message} Publish it as reference data before cases need it.`);
}

/** Calendars, tariffs and offices that a service names and that have not been published. */
async function missingFor(
  { catalogue }: Application,
  definition: ServiceDefinition,
): Promise<readonly Finding[]> {
  const reference = await catalogue.reference(definition.authority, [definition]);
  const today = systemClock.now().slice(0, 'yyyy-mm-dd'.length) as PlainDate;
  const on = definition.effectiveFrom > today ? definition.effectiveFrom : today;
  return checkReference(definition, { reference, on });
}
