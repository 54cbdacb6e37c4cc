import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { authority } from '../../domain/kernel/authority.js';
import {
  calendarSchema,
  compileCalendar,
  type WorkingCalendar,
} from '../../domain/kernel/calendar/index.js';
import { plainDateSchema } from '../../domain/kernel/instant.js';
import { serviceDefinitionSchema, type ServiceDefinition } from '../../domain/service/index.js';
import { placedTypes } from '../../domain/service/types.js';
import { fineOffices, fineRoles, penaltyTariff } from './fine-data.js';
import { setFileSchema, type SetFile } from './set-file.js';
import type { Limits } from './stories/complaints.js';

export const sampleAuthority = authority('demo.riverton');

/** What is published before the first case. */
export interface Definitions {
  readonly sets: readonly SetFile[];
  readonly services: readonly ServiceDefinition[];
  readonly calendar: WorkingCalendar;
  /** Kind of complaint → working days. */
  readonly limits: Limits;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const readSets = (folder: string): readonly SetFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => setFileSchema.parse(read(join(folder, name))));

/** The fines of an Italian town, as this one has them: its own authority, money, office hours and tariff. */
function localFines(path: string): ServiceDefinition {
  const definition = serviceDefinitionSchema.parse(read(path));
  return {
    ...definition,
    authority: sampleAuthority,
    calendar: 'office-hours',
    currency: 'INR',
    effectiveFrom: plainDateSchema.parse('2024-01-01'),
  };
}

type Lists = Readonly<Record<string, readonly unknown[]>>;

/** A set with more items in the list that it consists of. */
const extended = (file: SetFile, list: string, items: readonly unknown[]): SetFile => ({
  ...file,
  entries: file.entries.map((entry) => {
    const value = entry.value as Lists;
    return {
      ...entry,
      value: z.json().parse({ ...value, [list]: [...(value[list] ?? []), ...items] }),
    };
  }),
});

function withFines(file: SetFile): SetFile {
  if (file.set === 'offices') return extended(file, 'offices', fineOffices);
  return file.set === 'roles' ? extended(file, 'codes', fineRoles) : file;
}

function calendarIn(sets: readonly SetFile[]): WorkingCalendar {
  const value = sets.find(({ set }) => set === 'office-hours')?.entries.at(-1)?.value;
  return compileCalendar(calendarSchema.parse(value));
}

function limitsOf(services: readonly ServiceDefinition[]): Limits {
  const complaint = services.find(({ code }) => code === 'complaint');
  return Object.fromEntries(
    placedTypes(complaint?.types ?? []).flatMap(({ type: { code, limits } }) => {
      const standard = limits?.['standard'];
      return standard !== undefined && 'workingDays' in standard
        ? [[code, standard.workingDays]]
        : [];
    }),
  );
}

/** Reads what ships for the sample city. @param root folder of the project */
export function readDefinitions(root: string): Definitions {
  const folder = join(root, 'services');
  const sets = [...readSets(join(folder, 'reference')).map(withFines), penaltyTariff];
  const own = readdirSync(folder)
    .map((name) => join(folder, name, 'service.json'))
    .filter((path) => existsSync(path))
    .map((path) => serviceDefinitionSchema.parse(read(path)))
    .filter((definition) => definition.authority === sampleAuthority);
  const services = [...own, localFines(join(folder, 'traffic-fine', 'service.json'))];
  return { sets, services, calendar: calendarIn(sets), limits: limitsOf(services) };
}
