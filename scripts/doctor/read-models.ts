import type { EventReader } from '../../commands/event-store.js';
import { projections } from '../../projections/index.js';
import type { ReadStore, VersionState } from '../../projections/read-store.js';
import { fault, ok, warning, type Finding } from './findings.js';

/** Events that are counted to say how far a read model is behind. */
const mostCounted = 10_000;
const mostNamed = 5;

/** Whether each read model is of this log, how far it is behind, and whether any of its documents is parked. */
export async function checkReadModels(
  log: Pick<EventReader, 'identity' | 'head' | 'readAll'>,
  store: Pick<ReadStore, 'versions' | 'parked'>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name } of projections) {
    const version = (await store.versions(name)).find(({ serving }) => serving);
    if (version === undefined) findings.push(notServed(name));
    else findings.push(await standing(log, version), ...(await parked(store, version)));
  }
  return findings;
}

const checkOf = (name: string): string => `read model ${name}`;

const notServed = (name: string): Finding =>
  warning(checkOf(name), 'not served yet', 'Start the city: it is folded from the log.');

async function standing(
  log: Pick<EventReader, 'identity' | 'head' | 'readAll'>,
  { projection, version, checkpoint }: VersionState,
): Promise<Finding> {
  const check = checkOf(projection);
  if (checkpoint === undefined) return ok(check, `version ${version}, nothing folded yet`);
  const isForeign =
    checkpoint.logId !== (await log.identity()) || checkpoint.position > (await log.head());
  if (isForeign)
    return fault(
      check,
      `it was folded from another log than this one, or from a longer one`,
      `charter rebuild ${projection}`,
    );
  let behind = 0;
  for await (const page of log.readAll({ after: checkpoint.position, limit: mostCounted }))
    behind += page.length;
  return behind < mostCounted
    ? ok(check, `version ${version}, ${behind} events behind`)
    : warning(
        check,
        `version ${version}, ${mostCounted} events behind or more`,
        'Is a process with the role projections or all running, and what does its /readyz say?',
      );
}

async function parked(
  store: Pick<ReadStore, 'parked'>,
  { projection, definition }: VersionState,
): Promise<readonly Finding[]> {
  const documents = await store.parked(definition);
  if (documents.length === 0) return [];
  const named = documents.slice(0, mostNamed).map(({ _id }) => _id);
  return [
    warning(
      checkOf(projection),
      `${documents.length} documents could not be folded: ${named.join(', ')}`,
      `Look for “parked” in the log of the process; after an upgrade: charter rebuild ${projection}`,
    ),
  ];
}
