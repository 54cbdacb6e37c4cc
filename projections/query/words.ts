/** What a word is, alike in every adapter: letters, digits and marks, without case and Latin, Greek or Cyrillic accents. */
import { limits } from './limits.js';
import { valuesAt } from './values.js';

const wordPattern = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const plainPattern = /^[\0-\x7f]*$/;
const accents = /[\u0300-\u036f]/g;
const longestWord = 64;
const mostCharacters = 20_000;

// Vowel signs of Indic scripts are marks too, and must stay: only combining accents go.
const folded = (text: string): string =>
  plainPattern.test(text)
    ? text.toLowerCase()
    : text.toLowerCase().normalize('NFKD').replace(accents, '').normalize('NFC');

/** The words of a text, folded. */
export const wordsOf = (text: string): readonly string[] =>
  (folded(text.slice(0, mostCharacters)).match(wordPattern) ?? []).map((word) =>
    word.slice(0, longestWord),
  );

/** Words of a document's text fields, separated by spaces: each word once, so that it can be compared with the stored. */
export function documentWords(document: object, paths: readonly string[]): string {
  const words = new Set<string>();
  for (const path of paths)
    for (const text of valuesAt(document, path).flatMap(textsWithin))
      for (const word of wordsOf(text)) words.add(word);
  return [...words].join(' ');
}

// A text in several languages is an object of language tag → words.
function textsWithin(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((item) => typeof item === 'string');
}

export interface TextSearch {
  /** Must all occur as they are. */
  readonly words: readonly string[];
  /** Some word must begin so. */
  readonly prefix: string;
}

/** What a text filter asks for; undefined without a single word, or with too many. */
export function textSearch(text: string): TextSearch | undefined {
  const words = wordsOf(text);
  const prefix = words.at(-1);
  if (prefix === undefined || words.length > limits.words) return undefined;
  return { words: [...new Set(words.slice(0, -1))], prefix };
}
