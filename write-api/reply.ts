import { z } from 'zod';
import type { Done } from '../commands/dispatch.js';
import type { Reply, ResponseDoc } from '../http/route.js';
import { keyOf } from '../domain/kernel/ids.js';

const written = {
  revision: z.int().describe('Number of its last event'),
  position: z.string().describe('Place in the log; read with At-Least-Position of it'),
  commandId: z.uuid(),
  repeated: z.boolean().describe('An identical request had done it before'),
  unchanged: z.boolean().describe('There was nothing to write'),
};

/** What every write on a case answers. */
const caseDoneSchema = z
  .object({ reference: z.string().describe("The case's reference"), ...written })
  .meta({ id: 'CaseDone' });

/** What every other write answers. */
const doneSchema = z
  .object({ id: z.string().describe('`authority/code` of what was written'), ...written })
  .meta({ id: 'Done' });

const responsesOf = (
  schema: z.ZodType,
  told: Pick<ResponseDoc, 'tells'> = {},
): Readonly<Record<number, ResponseDoc>> => ({
  200: {
    description: 'Done before by the same request, or nothing to change',
    schema,
    headers: ['ETag', 'Position'],
  },
  201: {
    description: 'Written: durable, and readable from this position on',
    schema,
    headers: ['ETag', 'Location', 'Position'],
    ...told,
  },
});

/** What a write is about, as its reply names it and where it can be read, both from the key of its stream. */
export interface Written {
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  readonly name: (key: string) => object;
  readonly location: (key: string) => string;
}

export const writtenCase: Written = {
  responses: responsesOf(caseDoneSchema),
  name: (reference) => ({ reference }),
  location: (reference) => `/api/cases/${reference}`,
};

/** A case that was not there before: everything that can be asked of it follows. */
export const submittedCase: Written = {
  ...writtenCase,
  responses: responsesOf(caseDoneSchema, { tells: { reference: '/reference' } }),
};

const idOf = (key: string): string => {
  const [authority = '', ...rest] = key.split('-');
  return `${authority}/${rest.join('-')}`;
};

/** What an authority publishes under a code, below `/api/<collection>`. */
export const writtenBelow = (collection: string): Written => ({
  responses: responsesOf(doneSchema),
  name: (key) => ({ id: idOf(key) }),
  location: (key) => `/api/${collection}/${idOf(key)}`,
});

export function replyOf(done: Done, { name, location }: Written): Reply {
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
      ...name(key),
      revision: Number(done.revision),
      position: done.position,
      commandId: done.commandId,
      repeated: done.repeated,
      unchanged: done.unchanged,
    },
  };
}
