import type { Codec } from '../../domain/kernel/codec.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { ProjectedEvent } from '../projection.js';
import type { ReadStore } from '../read-store.js';
import { decodePage } from './decode.js';
import { absent, step, writeOf, type State } from './fold.js';
import { beginning, type EventSource } from './source.js';
import type { Fed } from './versions.js';

const pageSize = 2_000;

export interface RefoldContext {
  readonly events: EventSource;
  readonly store: ReadStore;
  readonly codec: Codec;
}

/**
 * Folds one parked document anew from the log, up to where its version stands. Nothing else may feed that version
 * meanwhile: it would go on leaving out the document's events.
 *
 * @returns false when the document is not parked; @throws what its fold throws, if it still does
 */
export async function refold(context: RefoldContext, fed: Fed, id: string): Promise<boolean> {
  await fed.consumer.flush();
  let state: State = absent;
  for await (const event of eventsUpTo(context, fed.consumer.position))
    if (fed.projection.touches(event).includes(id)) state = folded(fed, state, event, id);
  if (state === absent) return false;
  return context.store.repair(fed.definition, writeOf(id, state));
}

function folded({ projection }: Fed, state: State, event: ProjectedEvent, id: string): State {
  const next = step(projection, state, event, id);
  if (next.parked !== undefined) throw next.parked.cause;
  return next.state;
}

async function* eventsUpTo(
  { events, codec }: RefoldContext,
  position: Position,
): AsyncGenerator<ProjectedEvent> {
  for await (const recorded of events.readAll({ pageSize })) {
    const until = recorded.filter((event) => event.position <= position);
    const { page, unknown } = decodePage(codec, until, beginning, false);
    yield* page?.events ?? [];
    if (unknown !== undefined) throw unknown;
    if (until.length < recorded.length) return;
  }
}
