/** Folding events into documents in memory. */
import type { Position } from '../../domain/kernel/ids.js';
import { reservedNames } from '../query/definition.js';
import { fits, valueAt } from '../query/values.js';
import type { AnyProjection, ProjectedEvent } from '../projection.js';
import type { CollectionDefinition, Document, Tombstone } from '../read-store.js';
import { beginning } from './source.js';

/** A document while it is folded: its body (undefined when there is none) and the last event folded into it. */
export interface State {
  readonly body: object | undefined;
  readonly position: Position;
  /** Set when a fold failed; later events are not folded. */
  readonly parkedAt?: Position;
}

/** A document that could not be folded, and why. */
export interface Parked {
  readonly id: string;
  readonly event: ProjectedEvent;
  readonly cause: unknown;
}

export const absent: State = { body: undefined, position: beginning };

export function stateOf(stored: Document | Tombstone): State {
  // A rest, not deletions: an object that lost a key is slow to copy, and folds copy it for every event.
  const { _id, position, parkedAt, ...body } = stored;
  const parked = parkedAt !== undefined && { parkedAt };
  if ('deleted' in body) return { body: undefined, position, ...parked };
  return { body, position, ...parked };
}

export function writeOf(id: string, { body, position, parkedAt }: State): Document | Tombstone {
  const parked = parkedAt !== undefined && { parkedAt };
  return body === undefined
    ? { _id: id, position, deleted: true, ...parked }
    : { _id: id, position, ...parked, ...body };
}

/**
 * The state after one event. An event at or below the state's position, or after it was parked, changes nothing.
 * When the fold throws, or makes what its collection can not hold, the document stays as it was and is parked.
 */
export function step(
  projection: AnyProjection,
  state: State,
  event: ProjectedEvent,
  id: string,
): { readonly state: State; readonly parked?: Parked } {
  if (state.parkedAt !== undefined || event.position <= state.position) return { state };
  const { position } = event;
  try {
    // The body is what the same projection made before.
    const body = projection.evolve(state.body as never, event, id);
    if (body !== undefined) checkBody(projection.collection, body);
    return { state: { body, position } };
  } catch (cause) {
    const parked = { body: state.body, position, parkedAt: position };
    return { state: parked, parked: { id, event, cause } };
  }
}

type Checked = readonly (readonly [
  path: string,
  fits: (value: unknown) => boolean,
  type: string,
])[];
const checks = new WeakMap<CollectionDefinition, Checked>();

/** Single-valued fields, with what may stand in them: every step asks for them. */
function checksOf(definition: CollectionDefinition): Checked {
  const known = checks.get(definition);
  if (known !== undefined) return known;
  const made = Object.entries(definition.fields).flatMap(([path, type]) =>
    type === 'texts' ? [] : [[path, fits[type], type] as const],
  );
  checks.set(definition, made);
  return made;
}

function checkBody(definition: CollectionDefinition, body: object): void {
  for (const name of reservedNames)
    if (name in body)
      throw new TypeError(`A document can not have a field of its own named ${name}`);
  for (const [path, isFit, type] of checksOf(definition)) {
    const value = valueAt(body, path);
    if (value !== undefined && value !== null && !isFit(value))
      throw new TypeError(`${path} is declared as ${type}, not ${JSON.stringify(value)}`);
  }
}

/** Events and the ids they touch. */
export type Touched = readonly (readonly [ProjectedEvent, readonly string[]])[];

/** Events with the ids they touch, leaving out those that touch nothing or are at or below a position. */
export function touched(
  projection: AnyProjection,
  events: readonly ProjectedEvent[],
  after: Position,
): Touched {
  const found: (readonly [ProjectedEvent, readonly string[]])[] = [];
  for (const event of events) {
    if (event.position <= after) continue;
    const ids = touches(projection, event);
    if (ids.length > 0) found.push([event, ids]);
  }
  return found;
}

/** A projection that cannot even say which documents an event touches: it stops, the others go on. */
export class TouchError extends Error {
  constructor(projection: string, event: ProjectedEvent, cause: unknown) {
    super(`${projection} can not tell what ${event.type} at ${event.position} touches`, { cause });
  }
}

function touches(projection: AnyProjection, event: ProjectedEvent): readonly string[] {
  try {
    return projection.touches(event);
  } catch (cause) {
    throw new TouchError(projection.name, event, cause);
  }
}
