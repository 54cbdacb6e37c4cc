import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { createTimeReader } from './convert.js';
import type { Filling, Names } from './fill.js';
import { MappingError } from './mapping-error.js';
import { mappingSchema, type Mapping, type MappingKind, type Step } from './schema.js';
import { compileStep, type CompiledStep } from './steps.js';

const maximumMappingBytes = 1_048_576;

/** A mapping ready to be applied to rows. */
export interface CompiledMapping {
  readonly mapping: Mapping;
  /** A time as the file writes it → milliseconds since 1970. @throws RangeError */
  readonly timeOf: (text: string) => number;
  /** Columns that rows must keep; all when rules may ask for any. */
  readonly columns: ReadonlySet<string> | 'all';
  /** Column → the time column with which its value came to be known. */
  readonly knownFrom: ReadonlyMap<string, string>;
  /** Names that rows may leave behind. */
  readonly remembers: readonly string[];
  /** Steps of a row; undefined for an activity that the mapping does not know. */
  readonly stepsOf: (activity: string | undefined) => readonly CompiledStep[] | undefined;
}

const labelOf = (step: Step, mapping: Mapping): string =>
  step.do === 'command' ? `${step.time ?? mapping.time}: ${step.operation}` : step.do;

function compileSteps(mapping: Mapping, filling: Filling) {
  const compileAll = (steps: readonly Step[], label?: string): readonly CompiledStep[] =>
    steps.map((step, ordinal) =>
      compileStep(step, label ?? labelOf(step, mapping), ordinal, { mapping, filling }),
    );
  if (mapping.kind === 'csv') {
    const steps = compileAll(mapping.rows);
    return () => steps;
  }
  const activities = new Map(
    Object.entries(mapping.activities).map(([name, steps]) => [name, compileAll(steps, name)]),
  );
  return (activity: string | undefined) =>
    activity === undefined ? undefined : activities.get(activity);
}

const allSteps = (mapping: Mapping): readonly Step[] =>
  mapping.kind === 'csv' ? mapping.rows : Object.values(mapping.activities).flat();

/** A step's own time column is known only at that time. */
function whenKnown(mapping: Mapping): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const step of allSteps(mapping))
    if (step.do !== 'ignore' && step.time !== undefined && step.time !== mapping.time)
      known.set(step.time, step.time);
  for (const [time, columns] of Object.entries(mapping.knownFrom))
    for (const column of [time, ...columns]) known.set(column, time);
  return known;
}

const rememberedNames = (mapping: Mapping): readonly string[] => [
  ...new Set(
    allSteps(mapping).flatMap((step) => (step.do === 'ignore' ? [] : Object.keys(step.remember))),
  ),
];

/**
 * Reads a mapping and makes it ready.
 *
 * @throws MappingError that names every fault and its place.
 */
export function compileMapping(data: unknown): CompiledMapping {
  const parsed = mappingSchema.safeParse(data);
  if (!parsed.success) throw new MappingError(z.prettifyError(parsed.error));
  const mapping = parsed.data;
  const reading = { zone: mapping.zone, format: mapping.timeFormat };
  const knownFrom = whenKnown(mapping);
  const names: Names = { columns: new Set(knownFrom.values()), usesRules: false };
  const stepsOf = compileSteps(mapping, { reading, names });
  [mapping.time, mapping.case].forEach((column) => names.columns.add(column));
  return {
    mapping,
    timeOf: createTimeReader(reading),
    columns: names.usesRules ? 'all' : names.columns,
    knownFrom,
    remembers: rememberedNames(mapping),
    stepsOf,
  };
}

/** A mapping's file: what it says, and the files it names. */
export interface MappingFile {
  readonly compiled: CompiledMapping;
  /** As it stands, for its fingerprint. */
  readonly text: string;
  readonly definition: string;
  readonly reference: readonly string[];
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : '';
    throw new MappingError(`${path} is no JSON: ${reason}.`);
  }
}

function compileNamed(data: unknown, path: string): CompiledMapping {
  try {
    return compileMapping(data);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new MappingError(`${path} is no mapping that can be used:\n${error.message}`, {
      cause: error,
    });
  }
}

/**
 * @throws MappingError when it can't be used, or is for the other kind of file.
 */
export async function readMapping(path: string, kind: MappingKind): Promise<MappingFile> {
  const text = await readFile(path, 'utf8');
  if (text.length > maximumMappingBytes)
    throw new MappingError(`${path} is larger than ${maximumMappingBytes} bytes`);
  const compiled = compileNamed(parseJson(text, path), path);
  const { mapping } = compiled;
  if (mapping.kind !== kind)
    throw new MappingError(
      `${path} is for ${mapping.kind} files: charter import ${mapping.kind} …`,
    );
  const beside = (name: string): string => resolve(dirname(path), name);
  return {
    compiled,
    text,
    definition: beside(mapping.definition),
    reference: mapping.reference.map(beside),
  };
}
