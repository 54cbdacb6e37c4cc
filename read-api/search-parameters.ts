import { z } from 'zod';
import { err, ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { faultsOf } from '../http/faults.js';
import { refuse } from '../http/rejections.js';

type Unwrapped = z.core.$ZodType;

const inner = (schema: Unwrapped): Unwrapped =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional
    ? inner(schema.unwrap())
    : schema;

const shapeOf = (schema: z.ZodObject): Readonly<Record<string, Unwrapped>> => schema.shape;

const text = z.string().max(300);
const texts = z.union([text, z.array(text).max(50)]);

/** A search of a read model as query parameters: lists may be repeated, flags are `true` or `false`. */
export const searchParameters = (search: z.ZodObject): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    Object.entries(shapeOf(search)).map(([name, schema]): [string, z.ZodType] => {
      const kind = inner(schema);
      if (kind instanceof z.ZodArray) return [name, texts.optional()];
      if (kind instanceof z.ZodBoolean) return [name, z.enum(['true', 'false']).optional()];
      return [name, text.optional()];
    }),
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
  const parsed = search.safeParse(Object.fromEntries(given));
  if (parsed.success) return ok(parsed.data);
  return err(refuse('invalid-parameter', {}, { faults: faultsOf(parsed.error) }).error);
}
