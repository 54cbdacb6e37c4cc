import { LRUCache } from 'lru-cache';
import { effortOf } from './backtracking.js';
import { Alphabet } from './characters.js';
import { parsePattern, PatternError } from './syntax.js';

export const maxPatternLength = 500;
/** Longer text is better not tried: the limits below are meant for this. */
export const maxPatternInput = 2000;
const maxWays = 1000;
/** Steps that one match may take; some nanoseconds each. */
const maxSteps = 5e7;

const verdicts = new LRUCache<string, { readonly fault: string | undefined }>({ max: 2000 });

/**
 * Why a regular expression is not taken, in words; undefined when it is safe.
 *
 * Patterns come with services and run on what citizens type, so one whose work on a failing text
 * grows exponentially, or with more than the square of the text's length, is refused before it runs.
 *
 * @param flags letters of `s`, `m`, `i`; Unicode mode is always on
 */
export function patternFault(pattern: string, flags = ''): string | undefined {
  const key = `${flags}/${pattern}`;
  const known = verdicts.get(key);
  if (known !== undefined) return known.fault;
  const fault = examine(pattern, flags);
  verdicts.set(key, { fault });
  return fault;
}

function examine(pattern: string, flags: string): string | undefined {
  if (pattern.length > maxPatternLength) return `it is longer than ${maxPatternLength} characters`;
  if (!/^[smi]*$/.test(flags)) return `flags other than s, m and i`;
  try {
    new RegExp(pattern, `u${flags}`);
  } catch (error) {
    return (error as Error).message;
  }
  try {
    const { ways, power } = effortOf(parsePattern(pattern), new Alphabet(pattern, `u${flags}`));
    return ways > maxWays || ways * maxPatternInput ** power > maxSteps
      ? 'it backtracks: too many ways to split the same text among its repetitions'
      : undefined;
  } catch (error) {
    if (error instanceof PatternError) return `it backtracks: ${error.message}`;
    throw error;
  }
}
