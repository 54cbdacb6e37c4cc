/** Which stored versions of a projection this code feeds, and the consumers that do. */
import { CodeDiffersError, RebuildNeededError } from '../../domain/kernel/faults.js';
import type { AnyProjection } from '../projection.js';
import type { CollectionDefinition, ReadStore, VersionState } from '../read-store.js';
import type { Parked } from './fold.js';
import { bulkPace, livePace, ProjectionConsumer } from './projection-consumer.js';
import type { EventSource } from './source.js';
import { verifyCheckpoint } from './verify.js';

export interface VersionsContext {
  readonly events: EventSource;
  readonly store: ReadStore;
  readonly logId: string;
  readonly fingerprint: (projection: AnyProjection) => string;
  /** What to do about a version that other code wrote: refuse to start, or load it anew beside it. */
  readonly whenCodeDiffers: 'refuse' | 'rebuild';
  /** What to do about a version that was folded from another log, or from more than this one has. */
  readonly whenLogDiffers: 'refuse' | 'rebuild';
  readonly onParked?: (projection: string, parked: Parked) => void;
}

/** A stored version and the consumer that feeds it. */
export interface Fed {
  readonly projection: AnyProjection;
  readonly definition: CollectionDefinition;
  readonly consumer: ProjectionConsumer;
  readonly status: VersionState['status'];
  serving: boolean;
}

/**
 * Opens every generation of the projection's version that its code wrote; the first one is made when there is none.
 *
 * @throws CodeDiffersError when only other code wrote it
 * @throws RebuildNeededError when a checkpoint belongs to another log, unless that is to be loaded anew
 */
export async function openVersions(
  context: VersionsContext,
  projection: AnyProjection,
): Promise<readonly Fed[]> {
  const { name, version, collection } = projection;
  if (collection.name !== name || collection.version !== version)
    throw new RangeError(`${name} and its collection need the same name and version`);
  const states = (await context.store.versions(name)).filter((each) => each.version === version);
  if (states.length === 0) return [await open(context, projection, 1)];
  const fingerprint = context.fingerprint(projection);
  const own = states.filter((each) => each.fingerprint === fingerprint);
  if (own.length > 0) {
    const usable = await withoutForeign(context, own);
    if (usable.length === 0) return [await openNext(context, projection)];
    return Promise.all(usable.map(({ generation }) => open(context, projection, generation)));
  }
  if (context.whenCodeDiffers === 'refuse') throw new CodeDiffersError(name, version);
  return [await openNext(context, projection)];
}

/** Those of this log; the others too, to be refused, unless they are to be loaded anew. */
async function withoutForeign(
  { events, whenLogDiffers }: VersionsContext,
  states: readonly VersionState[],
): Promise<readonly VersionState[]> {
  if (whenLogDiffers === 'refuse') return states;
  const foreign = await Promise.all(states.map((state) => isForeign(events, state)));
  return states.filter((_, index) => foreign[index] === false);
}

/** Whether a version was folded from another log, or from more than this one has. */
async function isForeign(
  events: EventSource,
  { projection, checkpoint }: Pick<VersionState, 'projection' | 'checkpoint'>,
): Promise<boolean> {
  if (checkpoint === undefined) return false;
  try {
    await verifyCheckpoint(events, projection, checkpoint);
    return false;
  } catch (error) {
    if (error instanceof RebuildNeededError) return true;
    throw error;
  }
}

/** Opens a generation that is not there yet, to load the version anew. */
export async function openNext(context: VersionsContext, projection: AnyProjection): Promise<Fed> {
  const states = await context.store.versions(projection.name);
  const generations = states
    .filter(({ version }) => version === projection.version)
    .map(({ generation }) => generation);
  return open(context, projection, Math.max(0, ...generations) + 1);
}

async function open(
  context: VersionsContext,
  projection: AnyProjection,
  generation: number,
): Promise<Fed> {
  const { events, store, logId, onParked } = context;
  const definition = { ...projection.collection, generation };
  const state = await store.prepare(definition, context.fingerprint(projection));
  const { status, serving, checkpoint } = state;
  if (checkpoint !== undefined) await verifyCheckpoint(events, projection.name, checkpoint);
  const consumer = new ProjectionConsumer({
    store,
    projection,
    definition,
    logId,
    pace: status === 'loading' ? bulkPace() : livePace,
    onParked: (parked) => onParked?.(projection.name, parked),
    ...(checkpoint && { checkpoint }),
  });
  return { projection, definition, consumer, status, serving };
}
