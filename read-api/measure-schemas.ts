import { z } from 'zod';
import { referenceValues, type ReferenceKind } from '../domain/reference/values.js';

export const loadSchema = z
  .object({
    of: z.string().nullable().describe('Service, office or assignee'),
    open: z.int(),
    overdue: z.int(),
    dueSoon: z.int(),
    waiting: z.int(),
  })
  .meta({ id: 'Load' });

export const rowsSchema = z
  .object({
    rows: z.array(z.record(z.string(), z.json())),
    truncated: z.boolean().describe('Whether the limit cut rows off'),
  })
  .meta({ id: 'Rows' });

const durations = z.object({
  mean: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  longest: z.number().nullable(),
});

export const serviceLevelsSchema = z
  .object({
    rows: z.array(
      z.object({
        group: z.record(z.string(), z.string().nullable()),
        received: z.int(),
        resolved: z.int(),
        closed: z.int(),
        reopened: z.int(),
        onTime: z.int(),
        late: z.int(),
        untimed: z.int(),
        onTimeShare: z.number().nullable(),
        working: durations.describe('Working milliseconds from opening to finishing'),
        elapsed: durations,
      }),
    ),
    truncated: z.boolean(),
  })
  .meta({ id: 'ServiceLevels' });

export const modelsSchema = z
  .object({
    models: z.array(
      z.object({
        name: z.string(),
        fields: z.record(z.string(), z.string()),
        measures: z.array(z.string()),
        text: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Models' });

const kinds = Object.keys(referenceValues) as [ReferenceKind, ...ReferenceKind[]];

const setOf = (kind: ReferenceKind) =>
  z.object({
    authority: z.string(),
    set: z.string(),
    status: z.literal('published'),
    kind: z.literal(kind),
    entries: z.array(z.object({ effectiveFrom: z.iso.date(), value: referenceValues[kind] })),
  });
const [firstKind, ...otherKinds] = kinds;

/** A set with all its dated entries, all of one kind. */
export const referenceSchema = z
  .discriminatedUnion('kind', [setOf(firstKind), ...otherKinds.map(setOf)])
  .meta({ id: 'ReferenceSet' });
