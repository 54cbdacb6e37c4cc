/** Characters by their place in a sample of the alphabet: 1 where a part can start with it. */
export type Characters = Uint8Array;

const commonCharacters = 0x180;
/** One or two of each other script, so that classes like \p{L} and \s meet where they overlap. */
const others = 'αЖאاअ०ਅ๐中あ가’–€\u2028\u3000😀'.normalize('NFC');

/** Sets of characters, compared on a sample: all of Latin, some of each script, those in the pattern. */
export class Alphabet {
  readonly #sample: readonly string[];
  readonly #known = new Map<string, Characters>();

  constructor(
    pattern: string,
    private readonly flags: string,
  ) {
    const sample = new Set(Array.from(others));
    for (let code = 0; code < commonCharacters; code++) sample.add(String.fromCodePoint(code));
    for (const code of codesIn(pattern))
      for (const near of [code - 1, code, code + 1])
        if (near >= 0 && near <= 0x10ffff) sample.add(String.fromCodePoint(near));
    this.#sample = [...sample];
  }

  get none(): Characters {
    return new Uint8Array(this.#sample.length);
  }

  /** Characters that a single-character part (class, escape, literal) takes. */
  of(part: string): Characters {
    const known = this.#known.get(part);
    if (known !== undefined) return known;
    const expression = new RegExp(`^(?:${part})$`, this.flags);
    const characters = Uint8Array.from(this.#sample, (sample) => (expression.test(sample) ? 1 : 0));
    this.#known.set(part, characters);
    return characters;
  }
}

const escapedCode = /\\u\{([\da-fA-F]+)\}|\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})/g;

function codesIn(pattern: string): readonly number[] {
  const written = Array.from(pattern, (character) => character.codePointAt(0) ?? 0);
  const escaped = Array.from(pattern.matchAll(escapedCode), ([, long, short, byte]) =>
    parseInt(long ?? short ?? byte ?? '', 16),
  );
  return [...written, ...escaped];
}

export const union = (a: Characters, b: Characters): Characters =>
  a.map((taken, index) => taken | (b[index] ?? 0));

export const meet = (a: Characters, b: Characters): boolean =>
  a.some((taken, index) => taken === 1 && b[index] === 1);
