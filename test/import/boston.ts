import { join } from 'node:path';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { readCsv } from '../../scripts/import/read/csv.js';
import { openSource } from '../../scripts/import/read/source.js';
import { root } from '../../scripts/root.js';

const folder = join(root, 'services', 'animal-control');
export const boston = {
  mapping: join(folder, 'import.json'),
  /** The flags of open cases hold on this day. */
  seenOn: '2019-05-01T04:00:00.000Z',
} as const;

type Row = Readonly<
  Record<'case_enquiry_id' | 'case_status' | 'on_time' | 'queue' | 'department', string>
>;

export async function readBoston(file: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const { text } = await openSource(file);
  for await (const batch of readCsv(text, { columns: 'all', delimiter: ',' }))
    for (const { cells } of batch) rows.push(cells);
  return rows;
}

interface Submitted {
  readonly aliases: readonly { readonly value: string }[];
  readonly office: string;
  readonly timers: readonly { readonly timer: string; readonly dueAt: string }[];
}

const submissions = (events: readonly Recorded[]) =>
  events
    .filter(({ type }) => type === 'case.submitted.v1')
    .map(({ stream, data }) => ({ stream, ...(data as unknown as Submitted) }));

/** The file's id → `Closed OVERDUE` and the like, from events and due times alone. */
export function flagsOf(events: readonly Recorded[]): ReadonlyMap<string, string> {
  const closings = new Map(
    events
      .filter(({ type }) => type === 'case.closed.v1')
      .map(({ stream, data }) => [stream, data as { onTime: boolean | null }] as const),
  );
  const late = (stream: Recorded['stream'], dueAt: string | undefined): boolean => {
    const closing = closings.get(stream);
    if (closing !== undefined) return closing.onTime === false;
    return dueAt !== undefined && dueAt < boston.seenOn;
  };
  return new Map(
    submissions(events).map(({ stream, aliases, timers }) => {
      const status = closings.has(stream) ? 'Closed' : 'Open';
      const flag = late(stream, timers[0]?.dueAt) ? 'OVERDUE' : 'ONTIME';
      return [aliases[0]?.value ?? '', `${status} ${flag}`];
    }),
  );
}

interface Published {
  readonly kind: string;
  readonly value: {
    readonly offices: readonly {
      readonly code: string;
      readonly title: { readonly en: string };
      readonly parent?: string;
    }[];
  };
}

/** The file's id → its department and queue, as reference data names them. */
export function officesOf(events: readonly Recorded[]): ReadonlyMap<string, string> {
  const offices = events
    .filter(({ type }) => type === 'reference.published.v1')
    .map(({ data }) => data as unknown as Published)
    .filter(({ kind }) => kind === 'offices')
    .flatMap(({ value }) => value.offices);
  const byCode = new Map(offices.map((office) => [office.code, office]));
  return new Map(
    submissions(events).map(({ aliases, office }) => {
      const queue = byCode.get(office);
      return [aliases[0]?.value ?? '', `${queue?.parent ?? ''} ${queue?.title.en ?? ''}`];
    }),
  );
}
