import { z } from 'zod';
import type { CompiledMapping } from '../import/mapping/compile.js';
import { toCode } from '../import/mapping/convert.js';
import { readCsv } from '../import/read/csv.js';
import { openSource } from '../import/read/source.js';
import { makePlan } from '../import/run/plan.js';
import { rowView } from '../import/run/row-view.js';

const effectiveFrom = '2018-01-01';

/** What the file's abbreviations of departments stand for. */
const departments: Readonly<Record<string, string>> = {
  ANML: 'Animal Control',
  BHA_: 'Boston Housing Authority',
  BPD_: 'Boston Police Department',
  BPS_: 'Boston Public Schools',
  BTDT: 'Boston Transportation Department',
  BWSC: 'Boston Water and Sewer Commission',
  GEN_: 'General',
  INFO: 'Information Channel',
  ISD: 'Inspectional Services Department',
  PARK: 'Parks and Recreation Department',
  PROP: 'Property Management',
  PWDx: 'Public Works Department',
};

/** Beginning of an area's code → its kind in words; of two that fit, the longer one first. */
const kinds = {
  ward: 'Ward',
  precinct: 'Precinct',
  'council-district': 'City council district',
  'police-district': 'Police district',
  'fire-district': 'Fire district',
  'public-works-district': 'Public works district',
  'neighborhood-services-district': 'Neighborhood services district',
  neighborhood: '',
  zip: 'ZIP code',
} as const;

const submission = z.looseObject({
  places: z.array(z.looseObject({ areas: z.array(z.string()) })),
});

interface Found {
  /** Queue → department, as the file writes them. */
  readonly queues: Map<string, string>;
  readonly areas: Set<string>;
  /** Code → the file's text. */
  readonly neighborhoods: Map<string, string>;
}

/** What the rows name, by the mapping that will import them: so every code of a case has its entry. */
async function find(path: string, compiled: CompiledMapping): Promise<Found> {
  const { text, fingerprint } = await openSource(path);
  const rows = readCsv(text, { columns: 'all', delimiter: ',' });
  const plan = await makePlan(rows, compiled);
  const run = { compiled, fingerprint: fingerprint(), columns: plan.columns };
  const found: Found = { queues: new Map(), areas: new Set(), neighborhoods: new Map() };
  for (const entry of plan.entries) {
    const { step, row } = entry;
    if (step.do !== 'command' || step.operation !== 'submit') continue;
    const { queue = '', department = '', neighborhood = '' } = row.cells;
    found.queues.set(queue, department);
    found.neighborhoods.set(toCode(neighborhood), neighborhood.trim());
    for (const { areas } of submission.parse(step.body(rowView(entry, run))).places)
      areas.forEach((area) => found.areas.add(area));
  }
  return found;
}

const entry = <T>(set: string, kind: string, value: T) => ({
  set,
  kind,
  entries: [{ effectiveFrom, value }],
});

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number =>
  a.code < b.code ? -1 : 1;

function offices({ queues }: Found) {
  const parents = [...new Set(queues.values())].map((department) => ({
    code: toCode(department),
    title: { en: departments[department] ?? department },
  }));
  const children = [...queues].map(([queue, department]) => ({
    code: toCode(queue),
    title: { en: queue },
    parent: toCode(department),
  }));
  return [...parents.sort(byCode), ...children.sort(byCode)];
}

function area(code: string, { neighborhoods }: Found) {
  const found = Object.entries(kinds).find(([kind]) => code.startsWith(`${kind}-`));
  if (found === undefined) throw new RangeError(`No kind of area: ${code}`);
  const [kind, words] = found;
  const name = code.slice(kind.length + 1);
  const title = words === '' ? (neighborhoods.get(name) ?? name) : `${words} ${name}`;
  return { code, title: { en: title }, kind };
}

/** Offices (queues within departments) and areas that Boston's file names, as reference sets. */
export async function bostonReference(path: string, compiled: CompiledMapping) {
  const found = await find(path, compiled);
  const areas = [...found.areas].map((code) => area(code, found)).sort(byCode);
  return {
    offices: entry('offices', 'offices', { offices: offices(found) }),
    areas: entry('areas', 'areas', { areas }),
  };
}
