import { meet, union, type Alphabet, type Characters } from './characters.js';
import { PatternError, type Part } from './syntax.js';

/** More repetitions than this count as unbounded. */
const manyRepetitions = 50;
const maxCopies = 10_000;

/** How much a failing match may try: a number of ways, times the text's length to a power. */
export interface Effort {
  readonly ways: number;
  readonly power: number;
}

/**
 * Bounds the work of matching. Where the next character always tells which way to go, a match
 * fails without trying others; where it does not, and the place is not inside of a repetition,
 * each such place multiplies the work; inside of a repetition it multiplies it once per round,
 * which is exponential.
 *
 * @throws PatternError for work that grows exponentially.
 */
export function effortOf(pattern: Part, alphabet: Alphabet): Effort {
  const work = new Work(alphabet);
  work.check(pattern, alphabet.none, 1);
  // Reading on through a repetition is work as well, and so is to begin anew at each character.
  const reads = work.repeats ? 1 : 0;
  const searches = work.repeats && !isAnchored(pattern) ? 1 : 0;
  return { ways: work.ways, power: work.power + reads + searches };
}

/** Whether a match can begin at the start of the text only. */
function isAnchored(part: Part): boolean {
  switch (part.kind) {
    case 'assertion':
      return part.anchor;
    case 'sequence':
      return part.parts[0] !== undefined && isAnchored(part.parts[0]);
    case 'choice':
      return part.options.every(isAnchored);
    default:
      return false;
  }
}

class Work {
  ways = 1;
  power = 0;
  repeats = false;

  constructor(private readonly alphabet: Alphabet) {}

  /** @param follow what may come after the part. @param copies how often it may be gone through. */
  check(part: Part, follow: Characters, copies: number): void {
    if (part.kind === 'sequence') this.#checkSequence(part.parts, follow, copies);
    else if (part.kind === 'choice') this.#checkChoice(part.options, follow, copies);
    else if (part.kind === 'repeat') this.#checkRepeat(part, follow, copies);
    else if (part.kind === 'assertion' && part.inner !== undefined)
      this.check(part.inner, this.alphabet.none, copies);
  }

  #checkSequence(parts: readonly Part[], follow: Characters, copies: number): void {
    let after = follow;
    for (const part of parts.toReversed()) {
      this.check(part, after, copies);
      after = isEmptyable(part) ? union(this.#first(part), after) : this.#first(part);
    }
  }

  #checkChoice(options: readonly Part[], follow: Characters, copies: number): void {
    let seen = this.alphabet.none;
    let unclear = false;
    for (const option of options) {
      this.check(option, follow, copies);
      const start = isEmptyable(option) ? union(this.#first(option), follow) : this.#first(option);
      unclear ||= meet(seen, start);
      seen = union(seen, start);
    }
    if (unclear) this.#branch(options.length, copies);
  }

  #checkRepeat(repeat: Part & { kind: 'repeat' }, follow: Characters, copies: number): void {
    const { part, min, max } = repeat;
    const first = this.#first(part);
    const rounds = copies * (max === Infinity ? 2 : Math.max(1, max));
    if (rounds > maxCopies) throw new PatternError(`more than ${maxCopies} repetitions`);
    this.repeats ||= max > manyRepetitions;
    this.check(part, max > 1 ? union(first, follow) : follow, rounds);
    if (min !== max && meet(first, follow)) this.#branch(max - min + 1, copies);
  }

  /** A place where the next character does not tell which of `count` ways to go. */
  #branch(count: number, copies: number): void {
    if (copies > 1)
      throw new PatternError('a repetition whose rounds can be told apart in many ways');
    if (count > manyRepetitions) this.power++;
    else this.ways *= count;
  }

  #first(part: Part): Characters {
    switch (part.kind) {
      case 'one':
        return this.alphabet.of(part.text);
      case 'assertion':
        return this.alphabet.none;
      case 'repeat':
        return part.max === 0 ? this.alphabet.none : this.#first(part.part);
      case 'choice':
        return part.options.map((option) => this.#first(option)).reduce(union);
      case 'sequence': {
        const solid = part.parts.findIndex((item) => !isEmptyable(item));
        const starts = solid < 0 ? part.parts : part.parts.slice(0, solid + 1);
        return starts.map((item) => this.#first(item)).reduce(union, this.alphabet.none);
      }
    }
  }
}

/** Whether the part can match the empty text. */
function isEmptyable(part: Part): boolean {
  switch (part.kind) {
    case 'one':
      return false;
    case 'assertion':
      return true;
    case 'repeat':
      return part.min === 0 || isEmptyable(part.part);
    case 'choice':
      return part.options.some(isEmptyable);
    case 'sequence':
      return part.parts.every(isEmptyable);
  }
}
