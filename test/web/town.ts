import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import { eventDefinitions } from '../../commands/aggregates/index.js';
import { createTimekeeper } from '../../commands/timekeeper/timekeeper.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { Reads } from '../../http/reads.js';
import type { DeadlineView } from '../../projections/deadlines/model.js';
import { dueBefore } from '../../projections/deadlines/queries.js';
import { fold } from '../../projections/fold.js';
import { projections } from '../../projections/index.js';
import { projected } from '../../projections/recorded.js';
import { administrator, city, emptyCity, type City } from '../commands/city.js';
import { movableClock, silent } from '../commands/workbench.js';

/** Monday, 2 March 2026, 10:00 in Riverton. */
export const monday = '2026-03-02T04:30:00Z';

const json = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(...path), 'utf8')) as unknown;

interface ReferenceSet {
  readonly set: string;
  readonly kind: string;
  readonly entries: readonly object[];
}

/** Riverton as its services describe it: offices, wards, calendar, and some of the services. */
async function publish(made: City, root: string, services: readonly string[]): Promise<void> {
  const caller = administrator();
  const folder = join(root, 'services', 'reference');
  for (const file of readdirSync(folder)) {
    const { set, kind, entries } = json(folder, file) as ReferenceSet;
    for (const entry of entries)
      await made.must('reference publish', `${city}/${set}`, { kind, ...entry }, { caller });
  }
  for (const code of services) {
    const definition = json(root, 'services', code, 'service.json');
    const target = `${city}/${code}`;
    await made.must('service draft', target, { definition }, { caller });
    await made.must('service publish', target, {}, { caller });
  }
}

export interface Town {
  readonly city: City;
  readonly reads: Reads;
  /** Settles what is due, and lets the read models see it. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TownOptions {
  readonly root: string;
  readonly services: readonly string[];
  readonly at?: string;
}

/** A town with the real writing side over a log in memory, and read models folded as they are asked for. */
export async function openTown({ root, services, at = monday }: TownOptions): Promise<Town> {
  const clock = movableClock(at);
  const made = emptyCity({ clock });
  await publish(made, root, services);
  const codec = createCodec(eventDefinitions);
  const store = openReadStore(':memory:');
  for (const { collection } of projections) {
    await store.prepare(collection, 'town');
    await store.finish(collection);
  }

  const catchUp = async (): Promise<void> => {
    const log: Recorded[] = [];
    for await (const page of made.store.readAll()) log.push(...page);
    const last = log.at(-1);
    if (last === undefined) return;
    const events = projected(log, codec);
    for (const projection of projections) {
      const writes = [...fold(projection, events)].map(([_id, body]) => ({
        ...body,
        _id,
        position: last.position,
      }));
      const checkpoint = {
        logId: 'town',
        position: last.position,
        eventId: last.id,
        previous: '' as Position,
      };
      await store.commit({ collection: projection.collection, writes, checkpoint });
    }
  };

  const reads: Reads = {
    serving: (model) => {
      const found = projections.find(({ name }) => name === model);
      if (found === undefined) throw new RangeError(`no read model ${model}`);
      const { collection: definition } = found;
      return Promise.resolve({ collection: store.collection(definition), definition });
    },
    stream: (stream) => made.events(stream),
    codec,
    reached: async () => {
      await catchUp();
      return true;
    },
    now: clock.now,
  };
  const timekeeper = createTimekeeper({
    due: {
      dueBefore: async (moment, limit, after) =>
        dueBefore(
          (await reads.serving<DeadlineView>('deadlines')).collection,
          moment,
          limit,
          after,
        ),
    },
    execute: (dispatch) => made.execute(dispatch),
    clock,
    logger: silent,
  });
  await catchUp();
  return {
    city: made,
    reads,
    settle: async () => {
      await timekeeper.runOnce();
      await catchUp();
    },
    close: () => store.close(),
  };
}
