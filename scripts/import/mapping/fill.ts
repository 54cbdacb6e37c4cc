import { compileRule } from '../../../domain/kernel/rules/index.js';
import type { Json, JsonObject } from '../../../domain/kernel/json.js';
import { convert, type TimeReading } from './convert.js';
import { MappingError } from './mapping-error.js';
import type { ColumnTemplate, Template } from './template.js';

/** A row as one step sees it. */
export interface RowView {
  /** Column → text; undefined where it has none, or none that was known at the step's time. */
  readonly cell: (column: string) => string | undefined;
  /** All columns of the file, null where `cell` has nothing: what rules call `row`. */
  readonly cells: () => JsonObject;
  /** What earlier rows of the same case left behind. */
  readonly remembered: JsonObject;
}

/** Makes the value for a row; undefined where it has none. @throws RowFault */
export type Fill = (view: RowView) => Json | undefined;

/** Why a row can't be used, in words for whoever reads the report. */
export class RowFault extends Error {}

/** What templates name: read from the file, or taken over from earlier rows. */
export interface Names {
  readonly columns: Set<string>;
  /** A rule may name any column, so all must be kept. */
  usesRules: boolean;
}

export interface Filling {
  readonly reading: TimeReading;
  readonly names: Names;
}

const ruleNames = ['row', 'remembered'] as const;

/**
 * Compiles a FEEL rule over `row` and `remembered`.
 *
 * @throws MappingError when it is no rule.
 */
export function compileRowRule(source: string, { names }: Filling): Fill {
  const compiled = compileRule(source, ruleNames);
  if (!compiled.ok) throw new MappingError(compiled.error.message);
  names.usesRules = true;
  const { evaluate } = compiled.value;
  return (view) => {
    const result = evaluate({ row: view.cells(), remembered: view.remembered });
    if (!result.ok) throw new RowFault(result.error.message);
    return result.value ?? undefined;
  };
}

/** @throws MappingError */
export function compileCondition(source: string, filling: Filling): (view: RowView) => boolean {
  const rule = compileRowRule(source, filling);
  return (view) => {
    const value = rule(view);
    if (typeof value === 'boolean') return value;
    throw new RowFault(`Rule "${source}" is neither true nor false for this row.`);
  };
}

function compileColumn(template: ColumnTemplate, { reading, names }: Filling): Fill {
  names.columns.add(template.column);
  return (view) => {
    try {
      const value = convert(view.cell(template.column), template, reading);
      if (value !== undefined || !template.required) return value;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RowFault(`Column "${template.column}": ${error.message}`);
    }
    throw new RowFault(`Column "${template.column}" has no value.`);
  };
}

function compileList(items: readonly Template[], filling: Filling): Fill {
  const fills = items.map((item) => compileTemplate(item, filling));
  return (view) => fills.map((fill) => fill(view)).filter((value) => value !== undefined);
}

function compileObject(members: Readonly<Record<string, Template>>, filling: Filling): Fill {
  const fills = Object.entries(members).map(
    ([key, member]) => [key, compileTemplate(member, filling)] as const,
  );
  return (view) => {
    const object: Record<string, Json> = {};
    for (const [key, fill] of fills) {
      const value = fill(view);
      if (value !== undefined) object[key] = value;
    }
    return object;
  };
}

function compileGuarded(columns: readonly string[], then: Template, filling: Filling): Fill {
  columns.forEach((column) => filling.names.columns.add(column));
  const fill = compileTemplate(then, filling);
  return (view) =>
    columns.every((column) => (view.cell(column)?.trim() ?? '') !== '') ? fill(view) : undefined;
}

/**
 * Compiles a template once for all rows.
 *
 * @throws MappingError when a rule in it is no rule.
 */
export function compileTemplate(template: Template, filling: Filling): Fill {
  switch (template.kind) {
    case 'constant':
      return () => template.value;
    case 'column':
      return compileColumn(template.column, filling);
    case 'rule':
      return compileRowRule(template.rule, filling);
    case 'remembered':
      return (view) => view.remembered[template.name] ?? undefined;
    case 'guarded':
      return compileGuarded(template.columns, template.then, filling);
    case 'list':
      return compileList(template.items, filling);
    case 'object':
      return compileObject(template.members, filling);
  }
}

/** A fill whose value must be text, such as an actor's id. */
export const compileText = (template: Template, filling: Filling): ((view: RowView) => string) => {
  const fill = compileTemplate(template, filling);
  return (view) => {
    const value = fill(view);
    if (typeof value === 'string' && value !== '') return value;
    throw new RowFault('A name that the mapping asks for is missing in this row.');
  };
};
