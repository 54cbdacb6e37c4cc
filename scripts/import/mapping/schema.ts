import { z } from 'zod';
import { caseCommandSchemas, type CaseOperation } from '../../../domain/case/commands.js';
import { authoritySchema } from '../../../domain/kernel/authority.js';
import { zoneSchema } from '../../../domain/kernel/calendar/index.js';
import { actorKinds } from '../../../domain/kernel/envelope.js';
import { codeSchema } from '../../../domain/kernel/ids.js';
import { templateSchema } from './template.js';

const columnName = z.string().min(1).max(200);
const operations = Object.keys(caseCommandSchemas) as [CaseOperation, ...CaseOperation[]];

/**
 * How a time is written. Only `iso` may carry an offset; without one a time is local in the mapping's
 * zone: of a time that occurs twice the first is meant, one that is skipped is moved on by the gap.
 *
 * `iso`: `2018-03-31`, `2018-03-31 14:05:09`, `2018-03-31T14:05:09+02:00` ·
 * `dmy`: `31/03/2018 14:05` · `mdy`: `03/31/2018 02:05:09 PM` · seconds or milliseconds since 1970.
 */
export const timeFormats = ['iso', 'dmy', 'mdy', 'epoch-seconds', 'epoch-milliseconds'] as const;
export type TimeFormat = (typeof timeFormats)[number];

const actorSchema = z.strictObject({
  /** Of at most 120 characters once filled in. */
  id: templateSchema,
  kind: z.enum(actorKinds),
  roles: z.array(codeSchema).max(50),
});

const stepShape = {
  /** FEEL condition over `row` and `remembered`; the step is skipped when it does not hold. */
  when: z.string().min(1).max(2048).exactOptional(),
  /** Column that dates this step; the mapping's `time` when absent. A row without a value there skips the step. */
  time: columnName.exactOptional(),
  actor: actorSchema.exactOptional(),
  /** A channel's name once filled in. */
  channel: templateSchema.exactOptional(),
  office: templateSchema.exactOptional(),
  /** Name → value that later rows of the same case may use. */
  remember: z.record(codeSchema, templateSchema).default({}),
};

const commandSchema = z.strictObject({
  ...stepShape,
  do: z.literal('command'),
  operation: z.enum(operations),
  body: templateSchema,
});

/**
 * A row that the rules of the service bring about by themselves. Nothing is imported: it is checked that
 * the timer has passed at this row's time and left these amounts. Where amounts differ, the correction
 * is imported in its place and listed.
 */
const derivedSchema = z.strictObject({
  ...stepShape,
  do: z.literal('derived'),
  timer: codeSchema,
  /** Amount code → what the row says it is. */
  amounts: z.record(codeSchema, templateSchema),
  correction: z.strictObject({ operation: z.enum(operations), body: templateSchema }),
});

const ignoreSchema = z.strictObject({
  do: z.literal('ignore'),
  /** Why nothing is lost by it. */
  reason: z.string().min(1).max(500),
});

/** What a row, or one of its times, means. */
export const stepSchema = z.discriminatedUnion('do', [commandSchema, derivedSchema, ignoreSchema]);
export type Step = z.output<typeof stepSchema>;

const steps = z.array(stepSchema).min(1).max(20);

const common = {
  $schema: z.string().max(500).exactOptional(),
  title: z.string().max(200).exactOptional(),
  /** Where the file comes from and under which licence. */
  source: z.string().max(1000).exactOptional(),
  service: codeSchema,
  authority: authoritySchema,
  /** IANA zone of times without an offset. */
  zone: zoneSchema,
  timeFormat: z.enum(timeFormats).default('iso'),
  /** Column that dates a row. */
  time: columnName,
  /** Column that names the case a row belongs to. */
  case: columnName,
  /** Who acts, where a step names no one. */
  actor: actorSchema,
  /**
   * Time column → columns whose values came to be known only then. A step dated by another column
   * does not see them: nothing that was learnt later enters an earlier command.
   */
  knownFrom: z.record(columnName, z.array(columnName).max(200)).default({}),
  /** Published before the first row, in this order; paths relative to the mapping. */
  reference: z.array(z.string().min(1).max(300)).max(50).default([]),
  definition: z.string().min(1).max(300).default('service.json'),
};

/**
 * XES event log (IEEE 1849): an event is a row, its attributes are columns; those of its trace are
 * columns named `case:<key>`.
 */
export const xesMappingSchema = z.strictObject({
  ...common,
  kind: z.literal('xes'),
  time: columnName.default('time:timestamp'),
  case: columnName.default('case:concept:name'),
  /** Column that says what was done. */
  activity: columnName.default('concept:name'),
  /** Activity → what it means. A row of another activity is rejected. */
  activities: z.record(z.string().min(1).max(200), steps),
});

export const csvMappingSchema = z.strictObject({
  ...common,
  kind: z.literal('csv'),
  /** Every row's steps, each at its own time. */
  rows: steps,
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
});

export const mappingSchema = z.discriminatedUnion('kind', [xesMappingSchema, csvMappingSchema]);
export type Mapping = z.output<typeof mappingSchema>;
export type MappingKind = Mapping['kind'];
