/** What a pattern is made of, as far as it matters for backtracking. */
export type Part =
  | { readonly kind: 'one'; readonly text: string }
  | { readonly kind: 'assertion'; readonly anchor: boolean; readonly inner?: Part }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly options: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

/** A pattern that is valid but that Charter does not take. */
export class PatternError extends Error {}

const quantifier = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y;
const groupStart = /\((?:\?(?:<?[=!]|:|<[^>]+>))?/y;
const characterClass = /\[(?:\\.|[^\]\\])*\]/suy;
const escape = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|.)/suy;

const signs: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
};

/**
 * Reads the pattern of a regular expression that `new RegExp(pattern, 'u')` has taken.
 *
 * @throws PatternError for a back reference.
 */
export function parsePattern(pattern: string): Part {
  return new Reader(pattern).choice();
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  choice(): Part {
    const options = [this.#sequence()];
    while (this.text[this.#at] === '|') {
      this.#at++;
      options.push(this.#sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.text.length && !'|)'.includes(this.text.charAt(this.#at)))
      parts.push(this.#quantified(this.#part()));
    return { kind: 'sequence', parts };
  }

  #quantified(part: Part): Part {
    const [taken, sign, least, comma, most] = this.#match(quantifier) ?? [];
    if (taken === undefined) return part;
    const [min, max] = signs[sign ?? ''] ?? [Number(least), upTo(least, comma, most)];
    return { kind: 'repeat', part, min, max };
  }

  #part(): Part {
    const next = this.text.charAt(this.#at);
    if (next === '(') return this.#group();
    if (next === '\\') return this.#escape();
    if (next === '[') return { kind: 'one', text: this.#match(characterClass)?.[0] ?? '' };
    if ('^$'.includes(next)) {
      this.#at++;
      return { kind: 'assertion', anchor: next === '^' };
    }
    const character = String.fromCodePoint(this.text.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return { kind: 'one', text: character };
  }

  #group(): Part {
    const start = this.#match(groupStart)?.[0] ?? '(';
    const inner = this.choice();
    this.#at++;
    return /[=!]$/.test(start) ? { kind: 'assertion', anchor: false, inner } : inner;
  }

  #escape(): Part {
    const text = this.#match(escape)?.[0] ?? '';
    if (/^\\[1-9k]/.test(text)) throw new PatternError(`the back reference ${text}`);
    if (/^\\[bB]$/.test(text)) return { kind: 'assertion', anchor: false };
    return { kind: 'one', text };
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

function upTo(least: string | undefined, comma: string | undefined, most: string | undefined) {
  if (comma === undefined) return Number(least);
  return most === '' ? Infinity : Number(most);
}
