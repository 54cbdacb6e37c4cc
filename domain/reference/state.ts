import type { PlainDate } from '../kernel/instant.js';
import type { ReferenceKind, ReferenceValue } from './values.js';

export interface ReferenceEntry<K extends ReferenceKind = ReferenceKind> {
  readonly effectiveFrom: PlainDate;
  readonly value: ReferenceValue<K>;
}

/** The entries of one set in the order of their dates. */
export type PublishedSet = {
  readonly [K in ReferenceKind]: {
    readonly status: 'published';
    readonly set: string;
    readonly kind: K;
    readonly entries: readonly ReferenceEntry<K>[];
  };
}[ReferenceKind];

export type ReferenceState = { readonly status: 'absent' } | PublishedSet;

/** The entry in force on a date. */
export function entryOn<K extends ReferenceKind>(
  entries: readonly ReferenceEntry<K>[],
  on: PlainDate,
): ReferenceEntry<K> | undefined {
  return entries.findLast(({ effectiveFrom }) => effectiveFrom <= on);
}
