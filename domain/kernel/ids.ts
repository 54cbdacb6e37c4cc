import { z } from 'zod';
import type { Brand } from './brand.js';

/** `category-part[-part…]`, e.g. `case-7Q2M4KXPZ`. */
export type StreamName = Brand<string, 'StreamName'>;
/** A UUID. */
export type EventId = Brand<string, 'EventId'>;
/** A UUID: version 5 of (actor, operation, target, idempotency key). */
export type CommandId = Brand<string, 'CommandId'>;
/** Opaque place in the log; ordered as text, strictly increasing, with gaps. */
export type Position = Brand<string, 'Position'>;
/** Zero-based number of an event within its stream. */
export type Revision = bigint;

const positionPattern = /^[0-9a-f]{16}(-[0-9a-f]{16})?$/;

/** Whether a log could give this position: each engine's have digits of one width, so that they sort as text. */
export const isPosition = (text: string): text is Position => positionPattern.test(text);

const streamPattern = /^[a-z]+(-[A-Za-z0-9_.]+)+$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws RangeError when the text is no stream name of at most 200 characters. */
export function streamName(text: string): StreamName {
  if (text.length > 200 || !streamPattern.test(text))
    throw new RangeError(`Not a stream name: ${text.slice(0, 80)}`);
  return text as StreamName;
}

/** The part before the first `-`. */
export const categoryOf = (stream: StreamName): string => stream.slice(0, stream.indexOf('-'));

/** What follows the category and its `-`. */
export const keyOf = (stream: StreamName): string => stream.slice(stream.indexOf('-') + 1);

const uuid = (text: string): string => {
  if (!uuidPattern.test(text)) throw new RangeError(`Not a lower-case UUID: ${text.slice(0, 80)}`);
  return text;
};

/** @throws RangeError when the text is no lower-case UUID. */
export const eventId = (text: string): EventId => uuid(text) as EventId;
/** @throws RangeError when the text is no lower-case UUID. */
export const commandId = (text: string): CommandId => uuid(text) as CommandId;

/** A name as definitions and reference data use it: `trade-licence`, `field_inspector`. */
export const codeSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    'must be of letters, digits, "-", "_" and ".", starting with a letter',
  );
