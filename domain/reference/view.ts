import type { PlainDate } from '../kernel/instant.js';
import type { Text } from '../kernel/text.js';
import type { Area, Office } from './values.js';

export type { Area, Office };

/** One row's answer from a tariff, and which dated entry gave it. */
export interface TariffAnswer {
  /** Minor units; undefined when no row has this key. */
  readonly value?: number;
  readonly effectiveFrom: PlainDate;
}

/**
 * Reference data as deciders see it: for one authority, with what it inherits from the ones above.
 * Every question carries the date that decides, so that a replay gets the same answer.
 */
export interface ReferenceView<Calendar> {
  readonly calendar: (code: string, on: PlainDate) => Calendar | undefined;
  readonly tariff: (
    code: string,
    on: PlainDate,
    key: Readonly<Record<string, string | number>>,
  ) => TariffAnswer | undefined;
  readonly office: (code: string, on: PlainDate) => Office | undefined;
  readonly area: (code: string, on: PlainDate) => Area | undefined;
  /** All offices, the authority's own before those of the ones above. */
  readonly offices: (on: PlainDate) => readonly Office[];
  readonly areas: (on: PlainDate) => readonly Area[];
  /** Titles of a code list. */
  readonly codes: (list: string, on: PlainDate) => ReadonlyMap<string, Text> | undefined;
}
