import type { CommandId, StreamName } from '../../domain/kernel/ids.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import type { Done } from '../dispatch.js';
import type { Appended } from '../event-store.js';
import type { Request } from './aggregate.js';
import type { Known, Tip } from './loader.js';
import { rejectRequest } from './rejections.js';

/** The stream exists and is another command's: one that creates must choose another name. */
export const taken = Symbol('taken');
export type Outcome = Result<Done, Rejection> | typeof taken;

interface Stands {
  readonly tip: Tip | undefined;
  readonly commands: ReadonlyMap<CommandId, Known>;
}

/** The answer to a command that the stream already holds, or can't hold any more. */
export function answerKnown(
  request: Request<unknown>,
  stream: StreamName,
  { tip, commands }: Stands,
  creates: boolean,
): Outcome | undefined {
  const known = commands.get(request.commandId);
  if (known === undefined) return creates && tip !== undefined ? taken : undefined;
  if (known.hash !== request.hash) return rejectRequest('key-reused');
  return ok({ ...done(request, stream, known), repeated: true });
}

export const done = (
  { commandId }: Request<unknown>,
  stream: StreamName,
  { revision, position }: Appended,
): Done => ({ commandId, stream, revision, position, repeated: false, unchanged: false });

/** Nothing had to be written: the stream as it stands answers. */
export function unchanged(
  request: Request<unknown>,
  stream: StreamName,
  tip: Tip | undefined,
): Outcome {
  const { aggregate, target } = request.dispatch;
  if (tip === undefined) return rejectRequest('not-found', { aggregate, target });
  return ok({ ...done(request, stream, tip), unchanged: true });
}
