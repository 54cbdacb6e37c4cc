import { maximumPageSize } from '../../../commands/event-store.js';
import type { Position } from '../../../domain/kernel/ids.js';
import type { ImportApp } from '../app.js';

/** Type → events of the log after a position. */
export async function countEvents(
  { log, eventsWritten }: Pick<ImportApp, 'log' | 'eventsWritten'>,
  since: Position,
): Promise<Readonly<Record<string, number>>> {
  const known = eventsWritten?.(since);
  if (known !== undefined) return known;
  const counts: Record<string, number> = {};
  for await (const page of log.readAll({ after: since, pageSize: maximumPageSize }))
    for (const { type } of page) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
