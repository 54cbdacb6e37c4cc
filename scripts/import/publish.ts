import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { administratorRole, importerRole } from '../../commands/access/caller.js';
import type { Caller, Dispatch } from '../../commands/dispatch.js';
import type { Authority } from '../../domain/kernel/authority.js';
import { codeSchema } from '../../domain/kernel/ids.js';
import { plainDateSchema } from '../../domain/kernel/instant.js';
import type { ImportApp } from './app.js';
import { ImportError } from './import-error.js';
import type { MappingFile } from './mapping/compile.js';

/** A reference set as a file: its entries in order of their dates. */
const referenceFileSchema = z.strictObject({
  set: codeSchema,
  kind: z.string(),
  entries: z.array(z.strictObject({ effectiveFrom: plainDateSchema, value: z.json() })).min(1),
});

const definitionSchema = z.looseObject({ code: codeSchema });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readFileAs<T>(path: string, schema: z.ZodType<T>) {
  const text = await readFile(path, 'utf8');
  try {
    return { value: schema.parse(JSON.parse(text)), key: sha256(text) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ImportError(`${path} can not be used: ${reason}`, { cause: error });
  }
}

const publisher = (authority: Authority): Caller => ({
  actor: { id: 'import', kind: 'staff', roles: [administratorRole, importerRole] },
  authority,
  channel: 'import',
});

type Asking = Pick<Dispatch, 'aggregate' | 'target' | 'operation' | 'body' | 'idempotencyKey'>;

async function ask(app: Pick<ImportApp, 'execute'>, authority: Authority, asking: Asking) {
  const result = await app.execute({
    ...asking,
    caller: publisher(authority),
    origin: 'import',
    correlationId: asking.idempotencyKey,
  });
  if (result.ok) return;
  const { message, faults = [] } = result.error;
  const details = faults.map(({ pointer, message: words }) => `\n  ${pointer}: ${words}`);
  throw new ImportError(
    `${asking.aggregate} ${asking.target} could not be published: ${message}${details.join('')}\n` +
      'If it has been published already, import with --no-publish.',
  );
}

/**
 * Publishes what the mapping names: reference data first, then the service's definition. The same
 * content again changes nothing.
 *
 * @throws ImportError when something else has been published under these names
 */
export async function publishFor(
  { compiled: { mapping }, reference, definition }: MappingFile,
  app: Pick<ImportApp, 'execute'>,
): Promise<void> {
  const { authority } = mapping;
  for (const path of reference) {
    const { value, key } = await readFileAs(path, referenceFileSchema);
    const target = `${authority}/${value.set}`;
    for (const entry of value.entries)
      await ask(app, authority, {
        aggregate: 'reference',
        target,
        operation: 'publish',
        body: { kind: value.kind, ...entry },
        idempotencyKey: `import/${key}/${entry.effectiveFrom}`,
      });
  }
  const { value, key } = await readFileAs(definition, definitionSchema);
  const service = { aggregate: 'service', target: `${authority}/${value.code}` };
  const body = { definition: value };
  await ask(app, authority, {
    ...service,
    operation: 'draft',
    body,
    idempotencyKey: `import/${key}/draft`,
  });
  await ask(app, authority, {
    ...service,
    operation: 'publish',
    body: {},
    idempotencyKey: `import/${key}/publish`,
  });
}
