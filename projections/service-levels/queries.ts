import { z } from 'zod';
import { codeSchema } from '../../domain/kernel/ids.js';
import type { Json } from '../../domain/kernel/json.js';
import { listed } from '../filters.js';
import { limits } from '../query/limits.js';
import type { Collection, Filter, Measure } from '../read-store.js';
import { groupIn, numberIn } from '../rows.js';
import {
  elapsedBounds,
  percentile,
  workingBounds,
  type Bounds,
  type Durations,
} from './histogram.js';
import type { ServiceLevelView } from './model.js';

export type ServiceLevels = Collection<ServiceLevelView>;

const groupings = ['authority', 'service', 'type', 'office', 'month', 'on'] as const;
const anyOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(50).exactOptional();

/** Which days to add up, and by what: local dates, both inclusive. */
export const rollUpSchema = z.strictObject({
  by: z.array(z.enum(groupings)).max(3).default([]),
  service: anyOf(codeSchema),
  type: anyOf(codeSchema),
  office: anyOf(codeSchema),
  from: z.iso.date().exactOptional(),
  to: z.iso.date().exactOptional(),
});
export type RollUp = z.output<typeof rollUpSchema>;

/** Milliseconds; null of nothing. Percentiles are exact to a bucket of the histogram. */
export interface DurationFigures {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly longest: number | null;
}

const counters = [
  'received',
  'resolved',
  'closed',
  'reopened',
  'onTime',
  'late',
  'untimed',
] as const;

export interface ServiceLevelFigures extends Readonly<Record<(typeof counters)[number], number>> {
  /** Values of the groups asked for; null where cases have none. */
  readonly group: Readonly<Partial<Record<(typeof groupings)[number], string | null>>>;
  /** Of those finished with a due time; null of none. */
  readonly onTimeShare: number | null;
  readonly working: DurationFigures;
  readonly elapsed: DurationFigures;
}

type Row = Readonly<Record<string, Json>>;
const bounds = { working: workingBounds, elapsed: elapsedBounds } as const;
type Kind = keyof typeof bounds;

const buckets = (kind: Kind): readonly number[] =>
  Array.from({ length: bounds[kind].length + 1 }, (_, bucket) => bucket);

const sum = (field: string, as = field): Measure => ({ as, op: 'sum', field });

const durationMeasures = (kind: Kind): readonly Measure[] => [
  sum(`${kind}.count`),
  sum(`${kind}.sum`),
  { as: `${kind}.longest`, op: 'max', field: `${kind}.longest` },
  ...buckets(kind).map((bucket) => sum(`${kind}.histogram.${bucket}`)),
];

/** All figures of a roll-up come from one aggregate. */
export const rollUpMeasures: readonly Measure[] = [
  ...counters.map((name) => sum(name)),
  ...durationMeasures('working'),
  ...durationMeasures('elapsed'),
];

const durationsIn = (row: Row, kind: Kind): Durations => ({
  count: numberIn(row, `${kind}.count`),
  sum: numberIn(row, `${kind}.sum`),
  longest: numberIn(row, `${kind}.longest`),
  histogram: Object.fromEntries(
    buckets(kind).map((bucket) => [bucket, numberIn(row, `${kind}.histogram.${bucket}`)]),
  ),
});

function figuresOf(durations: Durations, of: Bounds): DurationFigures {
  const { count, sum: total, longest } = durations;
  if (count === 0) return { mean: null, p50: null, p90: null, longest: null };
  return {
    mean: Math.round(total / count),
    p50: percentile(durations, of, 0.5),
    p90: percentile(durations, of, 0.9),
    longest,
  };
}

const countsIn = (row: Row): Readonly<Record<(typeof counters)[number], number>> => ({
  received: numberIn(row, 'received'),
  resolved: numberIn(row, 'resolved'),
  closed: numberIn(row, 'closed'),
  reopened: numberIn(row, 'reopened'),
  onTime: numberIn(row, 'onTime'),
  late: numberIn(row, 'late'),
  untimed: numberIn(row, 'untimed'),
});

function readRow(row: Row, by: RollUp['by']): ServiceLevelFigures {
  const counts = countsIn(row);
  const timed = counts.onTime + counts.late;
  return {
    group: Object.fromEntries(by.map((name) => [name, groupIn(row, name)])),
    ...counts,
    onTimeShare: timed === 0 ? null : counts.onTime / timed,
    working: figuresOf(durationsIn(row, 'working'), bounds.working),
    elapsed: figuresOf(durationsIn(row, 'elapsed'), bounds.elapsed),
  };
}

function rollUpFilter({ from, to, ...lists }: RollUp): Filter {
  const days = { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) };
  return {
    all: [
      ...listed(lists, [
        ['service', 'service'],
        ['type', 'type'],
        ['office', 'office'],
      ]),
      ...(Object.keys(days).length === 0 ? [] : [{ field: 'on', ...days }]),
    ],
  };
}

/**
 * Service levels added up over days, in order of the groups.
 *
 * @param visible what the reader may see, from `visibleTo`
 */
export async function rollUp(
  levels: ServiceLevels,
  visible: Filter,
  request: RollUp,
): Promise<{ readonly rows: readonly ServiceLevelFigures[]; readonly truncated: boolean }> {
  const { rows, truncated } = await levels.aggregate({
    filter: { all: [visible, rollUpFilter(request)] },
    groupBy: request.by.map((field) => ({ field })),
    measures: rollUpMeasures,
    limit: limits.rows,
  });
  return { rows: rows.map((row) => readRow(row, request.by)), truncated };
}
