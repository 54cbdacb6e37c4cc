/** Limits of the query language: what a caller may ask of any read store. */
export const limits = {
  /** Levels of `all`, `any` and `not` of a caller's filter. */
  depth: 5,
  /** Members of `all`, `any` and `in`. */
  list: 500,
  /** Conditions of a caller's filter, all levels together. */
  conditions: 1_000,
  /** Characters of a value compared with. */
  value: 500,
  /** Characters of a text search. */
  text: 200,
  words: 12,
  field: 120,
  sorts: 4,
  page: 200,
  defaultPage: 50,
  cursor: 6_000,
  countCap: 1_000_000,
  defaultCountCap: 1_000,
  groups: 4,
  measures: 60,
  rows: 10_000,
  defaultRows: 1_000,
} as const;

/** How large a filter may be. */
export interface FilterBounds {
  readonly depth: number;
  readonly conditions: number;
}

/** What a store takes: a caller's whole filter within one more level, beside what restricts the caller. */
export const storeBounds: FilterBounds = {
  depth: limits.depth + 1,
  conditions: limits.conditions + 20,
};
