/** A document as the row that queries look at. */
import type { Document, Tombstone } from '../../../projections/read-store.js';
import type { SqlValue } from '../driver.js';
import { codedValue, columnValues, textsValue, wordsValue, type Layout } from './layout.js';

export type Write = Document | Tombstone;

export const isTombstone = (write: Write): write is Tombstone => 'deleted' in write;

/** Names of the values of `rowOf`, texts columns last. */
export const rowNames = ({ columns, coded, texts }: Layout): readonly string[] => [
  ...['position', 'deleted', 'parked'],
  ...[...columns, ...coded, ...texts].map(({ name }) => name),
];

/** Values in the order of `rowNames`; a tombstone has none of its own. */
export function rowOf(layout: Layout, write: Write): SqlValue[] {
  const { position, parkedAt = null } = write;
  const { columns, coded, texts } = layout;
  if (isTombstone(write)) {
    const own = columns.length + coded.length + texts.length;
    return [position, 1, parkedAt, ...Array.from({ length: own }, () => null)];
  }
  return [
    position,
    0,
    parkedAt,
    ...columnValues(layout, write),
    ...coded.map((each) => codedValue(write, each)),
    ...texts.map((each) => textsValue(write, each)),
  ];
}

export const wordsOf = (layout: Layout, write: Write): string | null =>
  isTombstone(write) ? null : wordsValue(layout, write);
