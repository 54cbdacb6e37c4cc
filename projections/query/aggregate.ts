/** A request for figures, checked against its collection. */
import { z } from 'zod';
import { zoneSchema } from '../../domain/kernel/calendar/index.js';
import type {
  CollectionDefinition,
  FieldType,
  Filter,
  GroupKey,
  Measure,
  Sort,
} from '../read-store.js';
import { FilterCheck } from './check-filter.js';
import { fieldNames, isNumeric, typeOf } from './definition.js';
import { filterSchema, everything } from './filter.js';
import { sortsSchema } from './find.js';
import { limits, type FilterBounds } from './limits.js';
import { pointerTo, Problems } from './problems.js';

const name = z
  .string()
  .max(limits.field)
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    'must be of letters, digits, "_", "-" and ".", beginning with a letter',
  );

const groupKeySchema = z.strictObject({
  field: z.string().min(1).max(limits.field),
  bucket: z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year']).exactOptional(),
  zone: zoneSchema.exactOptional(),
  as: name.exactOptional(),
});

const measureSchema = z.strictObject({
  as: name,
  op: z.enum(['count', 'sum', 'avg', 'min', 'max']),
  field: z.string().min(1).max(limits.field).exactOptional(),
});

const parts = {
  groupBy: z.array(groupKeySchema).max(limits.groups),
  measures: z.array(measureSchema).min(1).max(limits.measures),
  sort: sortsSchema,
  limit: z.int().min(1).max(limits.rows),
};

/** The whole request in one schema, for the description of an interface; `checkAggregate` gives better words. */
export const aggregateSchema = z.strictObject({
  filter: filterSchema.exactOptional(),
  groupBy: parts.groupBy.exactOptional(),
  measures: parts.measures,
  sort: parts.sort.exactOptional(),
  limit: parts.limit.exactOptional(),
});

const requestSchema = aggregateSchema.extend({ filter: z.unknown().optional() });

export interface CheckedAggregate {
  readonly filter: Filter;
  readonly groupBy: readonly (GroupKey & { readonly as: string })[];
  readonly measures: readonly Measure[];
  readonly sort: readonly Sort[];
  readonly limit: number;
}

/** @throws QueryError with pointers into the query. */
export function checkAggregate(
  definition: CollectionDefinition,
  input: unknown,
  bounds?: FilterBounds,
): CheckedAggregate {
  const problems = new Problems();
  const query = problems.parse(requestSchema, input, '');
  problems.throwIfAny();
  const { filter = everything, groupBy = [], measures = [], sort = [], limit } = query ?? {};
  const checked = new FilterCheck(definition, problems, bounds).check(filter, '/filter');
  const keys = groupBy.map((key, index) =>
    checkKey(definition, key, pointerTo('/groupBy', index), problems),
  );
  for (const [index, measure] of measures.entries())
    checkMeasure(definition, measure, pointerTo('/measures', index), problems);
  checkNames(keys, measures, sort, problems);
  checkTexts(definition, keys, problems);
  problems.throwIfAny();
  return { filter: checked, groupBy: keys, measures, sort, limit: limit ?? limits.defaultRows };
}

function checkKey(
  definition: CollectionDefinition,
  key: z.infer<typeof groupKeySchema>,
  pointer: string,
  problems: Problems,
): GroupKey & { readonly as: string } {
  const { field, bucket, zone, as = field } = key;
  // By its id each document would be a group of its own.
  const type = field === '_id' ? undefined : typeOf(definition, field);
  if (type === undefined)
    problems.add(
      pointerTo(pointer, 'field'),
      `"${field}" is no field of ${definition.name}`,
      fieldNames(definition),
    );
  else checkBucket(key, type, pointer, problems);
  return bucket === undefined || zone === undefined ? { field, as } : { field, bucket, zone, as };
}

function checkBucket(
  { field, bucket, zone }: z.infer<typeof groupKeySchema>,
  type: FieldType,
  pointer: string,
  problems: Problems,
): void {
  if ((bucket === undefined) !== (zone === undefined))
    problems.add(pointer, 'must have both a bucket and its zone, or neither');
  if (bucket !== undefined && type !== 'instant')
    problems.add(pointerTo(pointer, 'bucket'), `${field} is of type ${type}, not an instant`);
}

function checkMeasure(
  definition: CollectionDefinition,
  { op, field }: z.infer<typeof measureSchema>,
  pointer: string,
  problems: Problems,
): void {
  if (field === undefined) {
    if (op !== 'count')
      problems.add(pointerTo(pointer, 'field'), `must be given: ${op} needs a field`);
    return;
  }
  const types = measuredTypes[op];
  const type = typeOf(definition, field);
  if (isNumeric(definition, field) || (type !== undefined && types.includes(type))) return;
  const fields = fieldNames(definition).filter((name) => {
    const each = typeOf(definition, name);
    return each !== undefined && types.includes(each);
  });
  problems.add(
    pointerTo(pointer, 'field'),
    `"${field}" is no field of ${definition.name} that ${op} can take`,
    [...fields, ...(definition.measures ?? [])],
  );
}

const measuredTypes: Readonly<Record<Measure['op'], readonly FieldType[]>> = {
  count: ['text', 'number', 'boolean', 'instant', 'texts'],
  sum: ['number'],
  avg: ['number'],
  min: ['text', 'number', 'instant'],
  max: ['text', 'number', 'instant'],
};

function checkNames(
  keys: CheckedAggregate['groupBy'],
  measures: readonly Measure[],
  sort: readonly Sort[],
  problems: Problems,
): void {
  const names = [...keys.map(({ as }) => as), ...measures.map(({ as }) => as)];
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice !== undefined) problems.add('/measures', `two results are named ${twice}`);
  for (const [index, { field }] of sort.entries())
    if (!names.includes(field))
      problems.add(pointerTo('/sort', index, 'field'), `no result is named "${field}"`, names);
}

function checkTexts(
  definition: CollectionDefinition,
  keys: CheckedAggregate['groupBy'],
  problems: Problems,
): void {
  const several = keys.filter(({ field }) => typeOf(definition, field) === 'texts');
  if (several.length > 1) problems.add('/groupBy', 'may have at most one field of type texts');
}
