import type { z } from 'zod';
import type { Dispatch, Done } from '../commands/dispatch.js';
import { faultsOf, invalidBody, plainJson } from '../commands/pipeline/parse.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { issueWords } from '../domain/kernel/issue-words.js';
import { ok, type Err, type Result } from '../domain/kernel/result.js';
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
      const { named, body, written } = definition;
      const unnamed =
        named?.safeParse(call.body).success === false ? misfit(body, call.body) : undefined;
      const done = unnamed ?? (await commands.execute(dispatchOf(definition, call as AnyCall)));
      if (done.ok) return ok(replyOf(done.value, written));
      // The pipeline saw only what is left of such a body.
      const isSeenInPart = named !== undefined && done.error.code === 'request.invalid';
      return (isSeenInPart ? misfit(body, call.body) : undefined) ?? done;
    },
  });
}

/** What is wrong with a body as it came; undefined when nothing is. */
function misfit(schema: z.ZodType, body: unknown): Err<Rejection> | undefined {
  // First, since a schema would follow a body to any depth.
  const plain = plainJson(body);
  if (!plain.ok) return plain;
  const issues = schema.safeParse(body, { error: issueWords }).error?.issues ?? [];
  return issues.length === 0 ? undefined : invalidBody(issues.flatMap(faultsOf));
}

function dispatchOf(definition: CommandRoute, call: AnyCall): Dispatch {
  const params = call.params ?? {};
  const { command } = definition;
  return {
    aggregate: definition.aggregate,
    target: definition.target(params, call.body),
    operation: definition.operation,
    body:
      command === undefined
        ? call.body === undefined
          ? {}
          : call.body
        : command(params, call.body),
    caller: call.caller,
    idempotencyKey: call.idempotencyKey ?? '',
    ...(call.ifMatch === undefined ? {} : { expected: call.ifMatch }),
    correlationId: call.requestId,
  };
}
