/** Numbers that look random and are the same for the same seed: the sample city can be made again, and resumed. */
export interface Random {
  /** 0 ≤ n < 1. */
  readonly next: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly between: (least: number, most: number) => number;
  /** @throws RangeError for an empty list */
  readonly pick: <T>(list: readonly T[]) => T;
  /** True in so many of a hundred cases. */
  readonly percent: (share: number) => boolean;
  /** Key → weight: one of the keys, by weight. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
}

const two32 = 2 ** 32;

/** Mulberry32 (public domain, T. Ettinger): good enough to look natural, not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / two32;
  };
}

/** The same text gives the same seed. */
function seedOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return hash;
}

/** @param seed each story has its own, so that a change to one leaves the others as they were */
export function createRandom(seed: string): Random {
  const next = mulberry32(seedOf(seed));
  const between = (least: number, most: number): number => least + next() * (most - least);
  const whole = (least: number, most: number): number =>
    Math.min(most, Math.floor(between(least, most + 1)));
  return {
    next,
    between,
    whole,
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)];
      if (picked === undefined) throw new RangeError('There is nothing to pick from');
      return picked;
    },
    percent: (share) => next() * 100 < share,
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries<number>(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
      if (found === undefined) throw new RangeError('There is nothing to pick from');
      return found[0] as K;
    },
  };
}
