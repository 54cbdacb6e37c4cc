import { z } from 'zod';
import { issueWords } from '../domain/kernel/issue-words.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { plainFormats } from '../http/openapi/document.js';
import { faultsOf, invalidParameters } from '../http/faults.js';

type Unwrapped = z.core.$ZodType;

/** A schema without its being optional or having a default: both are the same to a query string. */
const inner = (schema: Unwrapped): Unwrapped =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodExactOptional ||
  schema instanceof z.ZodDefault
    ? inner(schema.unwrap())
    : schema;

const shapeOf = (schema: z.ZodObject): Readonly<Record<string, Unwrapped>> => schema.shape;

const text = z.string().max(300);
const texts = z.union([text, z.array(text).max(50)]);

/** What a parameter is read as before the search itself checks it; documented as what the search takes. */
function parameterOf(schema: Unwrapped): z.ZodType {
  const kind = inner(schema);
  const { $schema: _, ...taken } = z.toJSONSchema(kind, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (plainFormats.has(jsonSchema.format)) delete jsonSchema.pattern;
    },
  });
  const read = kind instanceof z.ZodArray ? texts : text;
  const override = ({ jsonSchema }: { jsonSchema: object }): void => {
    for (const name of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, name);
    Object.assign(jsonSchema, taken);
  };
  return (kind instanceof z.ZodBoolean ? z.enum(['true', 'false']) : read)
    .optional()
    .meta({ override });
}

/** A search of a read model as query parameters: lists may be repeated, flags are `true` or `false`. */
export const searchParameters = (search: z.ZodObject): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    Object.entries(shapeOf(search)).map(([name, schema]) => [name, parameterOf(schema)]),
  );

const asList = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** The search that query parameters ask for; a parameter that it does not take is a fault at its name. */
export function readSearch<S extends z.ZodObject>(
  search: S,
  parameters: Readonly<Record<string, unknown>>,
): Result<z.output<S>, Rejection> {
  const given = Object.entries(shapeOf(search)).flatMap(([name, schema]): [string, unknown][] => {
    const value = parameters[name];
    const kind = inner(schema);
    if (value === undefined) return [];
    if (kind instanceof z.ZodArray) return [[name, asList(value)]];
    return [[name, kind instanceof z.ZodBoolean ? value === 'true' : value]];
  });
  const parsed = search.safeParse(Object.fromEntries(given), { error: issueWords });
  return parsed.success ? ok(parsed.data) : invalidParameters(faultsOf(parsed.error));
}
