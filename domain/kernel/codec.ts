import type { Recorded } from './envelope.js';
import type { DomainEvent } from './decider.js';
import type { EventDefinition, PersonalField } from './event-definition.js';
import { pointerSegment, type Json } from './json.js';

/** An event of a type or version that this code does not know: it needs newer code, not a retry. */
export class UnknownEventError extends Error {
  readonly code = 'event.unknown';
  constructor(readonly type: string) {
    super(`Event type ${type} is unknown to this version of Charter; upgrade it to go on.`);
  }
}

/** A stored or offered event whose data does not fit its type's schema. */
export class InvalidEventError extends Error {
  readonly code = 'event.invalid';
  constructor(
    readonly type: string,
    detail: string,
  ) {
    super(`Data of ${type} does not fit its schema: ${detail}`);
  }
}

/** Data that canonical JSON (RFC 8785) cannot carry, so that its proof could not be computed, or a store cannot hold. */
export class NotCanonicalError extends Error {
  readonly code = 'event.not-canonical';
  constructor(
    private readonly what: string,
    /** JSON pointer (RFC 6901) of the place. */
    readonly pointer = '',
  ) {
    super(`${what} at ${pointer.slice(0, 80) || '/'} can not be kept`);
  }

  /** The same, seen from the object or list that holds it under this name. */
  within(name: string): NotCanonicalError {
    return new NotCanonicalError(this.what, pointerSegment(name) + this.pointer);
  }
}

/** Reads and writes the data of every known event, and carries old versions to the newest. */
export interface Codec {
  /** Checks data against its type's schema. @throws UnknownEventError, InvalidEventError, NotCanonicalError */
  readonly encode: (event: DomainEvent) => Json;
  /**
   * The event in its newest version, or undefined for a retired type.
   * Stored data was checked when it was written, so it is not checked again.
   * @throws UnknownEventError
   */
  readonly decode: (recorded: Pick<Recorded, 'type' | 'data'>) => DomainEvent | undefined;
  /** Which values of an event are personal, and whose, told by `tellerOf`. @throws UnknownEventError */
  readonly personal: (event: DomainEvent, teller: string) => readonly PersonalField[];
  readonly types: readonly string[];
}

const maxDepth = 200;

/** @throws NotCanonicalError naming the place. */
export function assertCanonical(value: unknown): asserts value is Json {
  assertAt(value, 0);
}

function assertAt(value: unknown, depth: number): void {
  if (typeof value === 'string') assertWellFormed(value);
  else if (typeof value === 'number') assertFinite(value);
  else if (typeof value === 'object' && value !== null) assertHolder(value, depth + 1);
  else if (value !== null && typeof value !== 'boolean') throw new NotCanonicalError(typeof value);
}

// Text columns of SQLite and PostgreSQL end at the first NUL.
function assertWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new NotCanonicalError('Lone surrogate');
  if (text.includes('\0')) throw new NotCanonicalError('NUL character');
}

function assertFinite(value: number): void {
  if (!Number.isFinite(value)) throw new NotCanonicalError(String(value));
}

function assertHolder(value: object, depth: number): void {
  if (depth > maxDepth) throw new NotCanonicalError(`Nested more than ${maxDepth} deep`);
  if (Array.isArray(value))
    // A loop over all, since holes are skipped by forEach but are no JSON.
    for (let index = 0; index < value.length; index++) assertItem(value[index], index, depth);
  else assertPlainObject(value, depth);
}

function assertPlainObject(value: object, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotCanonicalError('An instance of a class');
  for (const [key, item] of Object.entries(value)) {
    // Copying an object would make it the copy's prototype, and lose it.
    if (key === '__proto__') throw new NotCanonicalError('The name __proto__');
    assertWellFormed(key);
    assertItem(item, key, depth);
  }
}

// Every value of every event passes here: where a fault lies is told on the way out, when there is one.
function assertItem(item: unknown, name: number | string, depth: number): void {
  try {
    assertAt(item, depth);
  } catch (error) {
    throw error instanceof NotCanonicalError ? error.within(String(name)) : error;
  }
}

/** @throws RangeError for a step to nowhere or in a circle. */
function assertChains(byType: ReadonlyMap<string, EventDefinition>, retired: ReadonlySet<string>) {
  for (const { type, upcast } of byType.values()) {
    const seen = new Set([type]);
    for (let step = upcast; step; step = byType.get(step.to)?.upcast) {
      if (seen.has(step.to)) throw new RangeError(`The versions of ${type} go in a circle`);
      if (!byType.has(step.to) && !retired.has(step.to))
        throw new RangeError(`${type} leads to ${step.to}, which is not defined`);
      seen.add(step.to);
    }
  }
}

/**
 * Builds the codec of a set of event definitions.
 *
 * @param retired types that are skipped when read: facts that no longer mean anything
 * @throws RangeError when a type is defined twice, or its versions lead nowhere or in a circle.
 */
export function createCodec(
  definitions: readonly EventDefinition[],
  retired: readonly string[] = [],
): Codec {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  if (byType.size !== definitions.length) throw new RangeError('An event type is defined twice');
  const skipped = new Set(retired);
  assertChains(byType, skipped);

  const definitionOf = (type: string): EventDefinition => {
    const definition = byType.get(type);
    if (definition === undefined) throw new UnknownEventError(type);
    return definition;
  };

  return {
    types: [...byType.keys()],
    encode: ({ type, data }) => {
      const parsed = definitionOf(type).schema.safeParse(data);
      if (!parsed.success) throw new InvalidEventError(type, parsed.error.message);
      assertCanonical(parsed.data);
      return parsed.data;
    },
    decode: ({ type, data }) => {
      let event: DomainEvent = { type, data };
      while (!skipped.has(event.type)) {
        const step = definitionOf(event.type).upcast;
        if (step === undefined) return event;
        event = { type: step.to, data: step.data(event.data) };
      }
      return undefined;
    },
    personal: ({ type, data }, teller) => definitionOf(type).personal(data, teller),
  };
}
