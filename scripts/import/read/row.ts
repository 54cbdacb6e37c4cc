import { ImportError } from '../import-error.js';

/** One row of a source: an event of a log, a record of a table. */
export interface RawRow {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  /** What it says was done, where the kind of file has that. */
  readonly activity: string | undefined;
  /** Column → text. */
  readonly cells: Readonly<Record<string, string>>;
  /** Why it can't be used. */
  readonly fault?: string;
}

/** A source that can't be read any further; the message says where. */
export class SourceError extends ImportError {}

export interface ReadOptions {
  /** Those that rows keep. */
  readonly columns: ReadonlySet<string> | 'all';
}

/** Texts up to this length are not cut from their chunk but copied, by V8 itself. */
const shortText = 12;
const mostShared = 100_000;

/**
 * Keeps a text without the chunk of the file that it was cut from, and equal texts once: a row that
 * refers into its chunk would hold the whole file in memory.
 */
export function createKeeper(): (text: string) => string {
  const shared = new Map<string, string>();
  return (text) => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    const own = text.length <= shortText ? text : Buffer.from(text, 'utf8').toString('utf8');
    if (shared.size < mostShared) shared.set(own, own);
    return own;
  };
}
