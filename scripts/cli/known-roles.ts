import { existsSync } from 'node:fs';
import { administratorRole, importerRole, readOnlyRoles } from '../../commands/access/caller.js';
import { staffRoles } from '../../domain/service/compile/staff-roles.js';
import type { Document, Tombstone } from '../../projections/read-store.js';
import type { ServiceView } from '../../projections/services/model.js';
import { openEngines } from '../system/engines/index.js';
import { filesIn } from '../system/files.js';

const general: readonly string[] = [administratorRole, importerRole, ...readOnlyRoles];

/** What to say of roles that nothing in a city on files speaks of; undefined where nothing is to be said. */
export async function unknownRoles(
  folder: string,
  roles: readonly string[],
): Promise<string | undefined> {
  const asked = roles.filter((role) => !general.includes(role));
  const named = asked.length === 0 ? [] : await rolesOfServices(folder);
  const unknown = asked.filter((role) => !named.includes(role));
  if (named.length === 0 || unknown.length === 0) return undefined;
  const known = [...new Set([...general, ...named])].sort();
  return `Nothing here speaks of the role ${unknown.join(', ')}. Known are: ${known.join(', ')}.`;
}

async function rolesOfServices(folder: string): Promise<readonly string[]> {
  const files = filesIn(folder);
  if (!existsSync(files.readModels)) return [];
  const engines = await openEngines({ kind: 'sqlite', ...files });
  const store = await engines.openReadStore();
  try {
    const version = (await store.versions('services')).find(({ serving }) => serving);
    if (version === undefined) return [];
    const roles: string[] = [];
    for await (const page of store.scan(version.definition)) roles.push(...page.flatMap(rolesIn));
    return [...new Set(roles)];
  } finally {
    await store.close();
    await engines.close();
  }
}

const rolesIn = (document: Document | Tombstone): readonly string[] =>
  'definition' in document ? [...staffRoles((document as ServiceView).definition)] : [];
