import type { Json, JsonObject } from '../../../domain/kernel/json.js';
import type { RowView } from '../mapping/fill.js';
import type { ImportRun } from './dispatch.js';
import type { Entry } from './plan.js';

/** A row as its step may see it: without what came to be known later than the step's own time. */
export function rowView({ row, step, at }: Entry, { compiled, columns }: ImportRun): RowView {
  const { knownFrom, timeOf, remembers } = compiled;
  const known = (column: string): boolean => {
    const time = knownFrom.get(column);
    if (time === undefined || time === step.time) return true;
    const text = row.cells[time]?.trim() ?? '';
    return text !== '' && timeOf(text) <= at;
  };
  const cell = (column: string): string | undefined => {
    const text = row.cells[column];
    return text !== undefined && known(column) ? text : undefined;
  };
  return {
    cell,
    cells: (): JsonObject => {
      const cells: Record<string, Json> = {};
      for (const column of columns) cells[column] = cell(column) ?? null;
      return cells;
    },
    remembered:
      remembers.length === 0
        ? row.slot.remembered
        : { ...Object.fromEntries(remembers.map((name) => [name, null])), ...row.slot.remembered },
  };
}
