import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { authority } from '../../domain/kernel/authority.js';
import type { WorkingCalendar } from '../../domain/kernel/calendar/index.js';
import {
  referenceCommandSchemas,
  referenceView,
  type AuthoritySet,
  type PublishedSet,
  type ReferenceView,
} from '../../domain/reference/index.js';
import { serviceDefinitionSchema, type ServiceDefinition } from '../../domain/service/index.js';

const folder = new URL('../../../services/', import.meta.url);

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

/** Codes of the services that ship, each with a folder. */
export const shippedCodes: readonly string[] = readdirSync(folder)
  .filter((name) => existsSync(new URL(`${name}/service.json`, folder)))
  .sort();

/** A definition that ships, as it stands in its file. */
export const shippedJson = (code: string): unknown => json(`${code}/service.json`);

export const shippedDefinition = (code: string): ServiceDefinition =>
  serviceDefinitionSchema.parse(shippedJson(code));

interface SetFile {
  readonly set: string;
  readonly kind: string;
  readonly entries: readonly { readonly effectiveFrom: string; readonly value: unknown }[];
}

/** A reference set that ships, checked as if it were published. */
function publishedSet(path: string): PublishedSet {
  const { set, kind, entries } = json(path) as SetFile;
  const checked = entries.map((entry) => referenceCommandSchemas.publish.parse({ kind, ...entry }));
  return {
    status: 'published',
    set,
    kind,
    entries: checked.map(({ effectiveFrom, value }) => ({ effectiveFrom, value })),
  } as PublishedSet;
}

/** Reference sets in the folders of all services, or of one that brings its own. */
export function shippedSets(code?: string): readonly PublishedSet[] {
  const own = ['reference', 'tariffs'].map((name) => `${code ?? ''}/${name}`);
  const folders = code === undefined ? ['reference'] : own;
  return folders
    .filter((name) => existsSync(new URL(name, folder)))
    .flatMap((name) =>
      readdirSync(new URL(name, folder)).map((file) => publishedSet(`${name}/${file}`)),
    );
}

/** What the authority of a definition sees of the reference data that ships for it. */
export function shippedReference({
  authority: of,
  code,
}: ServiceDefinition): ReferenceView<WorkingCalendar> {
  const own = shippedSets(code);
  const sets: readonly AuthoritySet[] = (own.length > 0 ? own : shippedSets()).map((set) => ({
    authority: of,
    set,
  }));
  return referenceView(of, sets);
}

export const sampleAuthority = authority('demo.riverton');
