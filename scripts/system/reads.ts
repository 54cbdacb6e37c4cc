import type { EventReader } from '../../commands/event-store.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { Codec } from '../../domain/kernel/codec.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { BehindError } from '../../domain/kernel/faults.js';
import type { Position, StreamName } from '../../domain/kernel/ids.js';
import type { Reads } from '../../http/reads.js';
import type { Document, ReadModels } from '../../projections/read-store.js';
import type { PositionWaiter } from '../../projections/runner/waiter.js';
import { served, type ServedCollection } from '../../projections/served.js';
import { readModels, type ReadModelName } from '../../projections/visibility-rules.js';
import type { Trust } from './trust.js';

export interface ReadsParts {
  readonly models: ReadModels;
  readonly events: Pick<EventReader, 'read'>;
  readonly codec: Codec;
  readonly waiter: PositionWaiter;
  readonly clock: Clock;
  /** Whether read models are of this log. */
  readonly trust: Pick<Trust, 'assert'>;
}

async function wholeStream(
  events: ReadsParts['events'],
  stream: StreamName,
): Promise<readonly Recorded[]> {
  const found: Recorded[] = [];
  for await (const page of events.read(stream)) found.push(...page);
  return found;
}

/** Whether every serving read model has come to the position within the time. */
async function reached(
  waiter: PositionWaiter,
  position: Position,
  milliseconds: number,
): Promise<boolean> {
  try {
    await Promise.all(readModels.map((name) => waiter.waitFor(name, position, milliseconds)));
    return true;
  } catch (error) {
    if (error instanceof BehindError) return false;
    throw error;
  }
}

/** The reading side over stores and streams of this machine. */
export function createReads({ models, events, codec, waiter, clock, trust }: ReadsParts): Reads {
  const pointers = new Map<ReadModelName, ServedCollection<never>>(
    readModels.map((name) => [name, served<never>(models, name)]),
  );
  return {
    serving: async <D extends Document>(name: ReadModelName) => {
      const pointer = pointers.get(name);
      if (pointer === undefined) throw new RangeError(`No read model is named ${name}`);
      const { definition } = await pointer.state();
      trust.assert(name);
      return { collection: models.collection<D>(definition), definition };
    },
    stream: (stream) => wholeStream(events, stream),
    codec,
    reached: (position, milliseconds) => reached(waiter, position, milliseconds),
    now: () => clock.now(),
  };
}
