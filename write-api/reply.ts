import { z } from 'zod';
import type { Done } from '../commands/dispatch.js';
import type { Reply, ResponseDoc } from '../http/route.js';
import { keyOf } from '../domain/kernel/ids.js';

/** What every write answers. */
export const doneSchema = z
  .object({
    id: z.string().describe('Key of the resource: a case reference, authority/code'),
    revision: z.int().describe('Number of its last event'),
    position: z.string().describe('Place in the log; read with At-Least-Position of it'),
    commandId: z.uuid(),
    repeated: z.boolean().describe('An identical request had done it before'),
    unchanged: z.boolean().describe('There was nothing to write'),
  })
  .meta({ id: 'Done' });

export const doneResponses: Readonly<Record<number, ResponseDoc>> = {
  200: {
    description: 'Done before by the same request, or nothing to change',
    schema: doneSchema,
    headers: ['ETag', 'Position'],
  },
  201: {
    description: 'Written: durable, and readable from this position on',
    schema: doneSchema,
    headers: ['ETag', 'Location', 'Position'],
  },
};

/** @param location address of the resource that was written, made from its key */
export function replyOf(done: Done, location: (key: string) => string): Reply {
  const key = keyOf(done.stream);
  const repeated = done.repeated || done.unchanged;
  return {
    status: repeated ? 200 : 201,
    headers: {
      ETag: `"${done.revision}"`,
      Position: done.position,
      ...(repeated ? {} : { Location: location(key) }),
    },
    body: {
      id: key,
      revision: Number(done.revision),
      position: done.position,
      commandId: done.commandId,
      repeated: done.repeated,
      unchanged: done.unchanged,
    },
  };
}
