import { hash } from 'node:crypto';
import { canonicalJson } from '../../domain/kernel/canonical.js';
import type { CommandId, EventId, StreamName } from '../../domain/kernel/ids.js';
import type { Json } from '../../domain/kernel/json.js';
import type { Dispatch } from '../dispatch.js';

const namespaceBytes = 16;
/** Room for the names that occur; a longer one gets a buffer of its own. */
const scratch = Buffer.alloc(2048);

/**
 * A namespace for UUIDs of version 5 (RFC 9562).
 *
 * The `uuid` package computes the same five times slower, and several of these are on the path of
 * every command.
 */
export function uuidNamespace(namespace: string): (name: string) => string {
  const prefix = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  return (name) => format(sha1(prefix, name));
}

// UTF-8 takes at most three bytes for each UTF-16 unit.
function sha1(prefix: Buffer, name: string): string {
  const room = namespaceBytes + name.length * 3;
  const buffer = room <= scratch.length ? scratch : Buffer.alloc(room);
  prefix.copy(buffer);
  const length = buffer.write(name, namespaceBytes, 'utf8');
  return hash('sha1', buffer.subarray(0, namespaceBytes + length), 'hex');
}

const variants = '89ab';

function format(digest: string): string {
  const variant = variants[Number.parseInt(digest.charAt(16), 16) & 3] ?? '8';
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

const commandUuid = uuidNamespace('5c2d8a1e-7f43-4d0b-9a56-0e1f3b7c9d24');
const eventUuid = uuidNamespace('e9b1f6c0-3a8d-4c57-8f12-6d4a7b90c3e5');

/** The same for the same actor, operation, target and idempotency key, whenever and wherever it is computed. */
export const commandIdOf = (dispatch: Dispatch): CommandId =>
  commandUuid(
    JSON.stringify([
      dispatch.caller.actor.kind,
      dispatch.caller.actor.id,
      dispatch.aggregate,
      dispatch.operation,
      dispatch.target,
      dispatch.idempotencyKey,
    ]),
  ) as CommandId;

/**
 * The id of a command's nth event. What the event says is part of its name: of two processes that
 * race with one command and decide differently, because their clocks differ, the second meets a
 * conflict and answers from what the first has written, instead of believing that its own was stored.
 */
export const eventIdOf = (
  command: CommandId,
  stream: StreamName,
  index: number,
  content: string,
): EventId => eventUuid(`${command}|${stream}|${index}|${content}`) as EventId;

const hashLength = 32;

/** SHA-256 of the body's canonical JSON (RFC 8785): first 32 hex characters. */
export const commandHashOf = (body: Json | undefined): string =>
  hash('sha256', body === undefined ? '' : canonicalJson(body), 'hex').slice(0, hashLength);
