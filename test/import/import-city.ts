import { importAppOf, type ImportApp } from '../../scripts/import/index.js';
import { eventDefinitions } from '../../commands/aggregates/index.js';
import { internalCaller } from '../../commands/access/caller.js';
import type { EventStore } from '../../commands/event-store.js';
import { createCommands, type Application } from '../../commands/index.js';
import { systemClock } from '../../commands/ports/clock.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { keyOf, type StreamName } from '../../domain/kernel/ids.js';
import { silent } from '../commands/workbench.js';

const caller = internalCaller('timekeeper');

async function settle(commands: Application, stream: StreamName): Promise<number> {
  const peeked = await commands.peek(stream, { caller });
  if (peeked?.ok !== true || peeked.value.due === 0) return 0;
  await commands.execute({
    aggregate: 'case',
    operation: 'settle',
    target: keyOf(stream),
    body: {},
    caller,
    // The same whenever it is asked for, so that two histories can be compared.
    idempotencyKey: 'settle',
    correlationId: 'settle',
    origin: 'import',
  });
  return 1;
}

export async function everyEvent(store: Pick<EventStore, 'readAll'>): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for await (const page of store.readAll({ pageSize: 2000 })) events.push(...page);
  return events;
}

export const isCase = ({ stream }: Pick<Recorded, 'stream'>): boolean => stream.startsWith('case-');

/** A city without read models: what is due is found by looking at every case. */
export function importCity(store: EventStore, folder: string): ImportApp {
  const commands = createCommands({
    store,
    codec: createCodec(eventDefinitions),
    logger: silent,
    clock: systemClock,
  });
  return importAppOf(commands, {
    log: store,
    folder,
    settleDue: async () => {
      const streams = new Set((await everyEvent(store)).filter(isCase).map(({ stream }) => stream));
      let settled = 0;
      for (const stream of streams) settled += await settle(commands, stream);
      return settled;
    },
  });
}

/** What a log says, whenever and in whichever order of streams it was written. */
export const contentOf = (events: readonly Recorded[]): readonly unknown[] =>
  events
    .map(({ stream, revision, id, type, data, meta }) => {
      const key = `${stream} ${String(revision).padStart(9, '0')}`;
      return { key, id, type, data, meta };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
