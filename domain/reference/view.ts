import type { PlainDate } from '../kernel/instant.js';
import type { Text } from '../kernel/text.js';

/** One row's answer from a tariff, and which dated entry gave it. */
export interface TariffAnswer {
  /** Minor units; undefined when no row has this key. */
  readonly value?: number;
  readonly effectiveFrom: PlainDate;
}

export interface Office {
  readonly code: string;
  readonly title: Text;
  readonly parent?: string;
  /** Staff id of whoever leads it: escalations to `supervisor` go there. */
  readonly head?: string;
  /** Members by role: role → staff ids. */
  readonly staff?: Readonly<Record<string, readonly string[]>>;
}

/** An area of the authority's map: wards, districts; a tree. */
export interface Area {
  readonly code: string;
  readonly title: Text;
  readonly parent?: string;
  /** Office responsible for matters here, by service code or `*`. */
  readonly offices?: Readonly<Record<string, string>>;
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
  /** Titles of a code list. */
  readonly codes: (list: string, on: PlainDate) => ReadonlyMap<string, Text> | undefined;
}
