import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Client } from './client.js';
import { riverton, someone, type ApiCity } from './city.js';

const folder = new URL('../../../services/', import.meta.url);

interface SetFile {
  readonly set: string;
  readonly kind: string;
  readonly entries: readonly { readonly effectiveFrom: string; readonly value: unknown }[];
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const filesIn = (path: string): readonly string[] =>
  existsSync(new URL(path, folder))
    ? readdirSync(new URL(path, folder)).map((name) => `${path}/${name}`)
    : [];

export const definitionOf = (code: string): Record<string, unknown> =>
  read(`${code}/service.json`) as Record<string, unknown>;

export async function publishSet(admin: Client, authority: string, file: SetFile): Promise<void> {
  const { set, kind, entries } = file;
  for (const entry of entries)
    await admin.must('publishReference', {
      params: { authority, set },
      body: { kind, ...entry },
    });
}

export async function publishService(
  admin: Client,
  definition: Record<string, unknown>,
): Promise<void> {
  const params = { authority: String(definition.authority), code: String(definition.code) };
  await admin.must('draftService', { params, body: { definition } });
  await admin.must('publishService', { params, body: {} });
}

export const administrator = someone('staff', 'kabir.sethi', ['admin']);

/** Publishes the city's reference data and some of its services, over HTTP. */
export async function furnish(
  city: Pick<ApiCity, 'as'>,
  services: readonly string[],
): Promise<Client> {
  const admin = await city.as(administrator);
  for (const file of filesIn('reference')) await publishSet(admin, riverton, read(file) as SetFile);
  for (const code of services) await publishService(admin, definitionOf(code));
  return admin;
}
