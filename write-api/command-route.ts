import type { z } from 'zod';
import type { Dispatch, Done } from '../commands/dispatch.js';
import { faultsOf, invalidBody } from '../commands/pipeline/parse.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { issueWords } from '../domain/kernel/issue-words.js';
import { ok, type Result } from '../domain/kernel/result.js';
import { route, type AnyRoute, type Call } from '../http/route.js';
import { writeExample } from './examples.js';
import { replyOf, type Written } from './reply.js';

/** The application's one way in. */
export interface Executor {
  execute(dispatch: Dispatch): Promise<Result<Done, Rejection>>;
}

export interface CommandRoute {
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly aggregate: string;
  readonly operation: string;
  /** Schema of the HTTP body, for the document; the pipeline checks the command itself. */
  readonly body: z.ZodType;
  readonly params?: z.ZodObject;
  /** What of the body `target` is made from, where it is; the pipeline never sees it. */
  readonly named?: z.ZodType;
  /** What the command is about, from the address and the body. */
  readonly target: (params: Readonly<Record<string, string>>, body: unknown) => string;
  /** The command's body, where it is not the HTTP body as it came. */
  readonly command?: (params: Readonly<Record<string, string>>, body: unknown) => unknown;
  readonly written: Written;
}

type AnyCall = Call<Record<string, string> | undefined, undefined, unknown>;

/** Route = command → handle → reply; no rule lives here. */
export function commandRoute(definition: CommandRoute, commands: Executor): AnyRoute {
  const { params: paramsSchema } = definition;
  const example = writeExample(definition.operationId);
  return route<z.ZodObject | undefined, undefined, z.ZodType>({
    method: definition.method ?? 'post',
    path: definition.path,
    operationId: definition.operationId,
    tag: definition.tag,
    summary: definition.summary,
    ...(definition.description === undefined ? {} : { description: definition.description }),
    ...(paramsSchema === undefined ? {} : { params: paramsSchema }),
    body: definition.body,
    ...(example === undefined ? {} : { example }),
    bodyCheckedByPipeline: true,
    writes: true,
    responses: definition.written.responses,
    handle: async (call) => {
      const unnamed = definition.named?.safeParse(call.body, { error: issueWords }).error;
      if (unnamed !== undefined) return invalidBody(unnamed.issues.flatMap(faultsOf));
      const done = await commands.execute(dispatchOf(definition, call as AnyCall));
      return done.ok ? ok(replyOf(done.value, definition.written)) : done;
    },
  });
}

function dispatchOf(definition: CommandRoute, call: AnyCall): Dispatch {
  const params = call.params ?? {};
  const { command } = definition;
  return {
    aggregate: definition.aggregate,
    target: definition.target(params, call.body),
    operation: definition.operation,
    body: command === undefined ? (call.body ?? {}) : command(params, call.body),
    caller: call.caller,
    idempotencyKey: call.idempotencyKey ?? '',
    ...(call.ifMatch === undefined ? {} : { expected: call.ifMatch }),
    correlationId: call.requestId,
  };
}
