import type { Entry } from './plan.js';

export interface TakeAll<O> {
  readonly take: (entry: Entry) => Promise<O>;
  readonly onOutcome: (entry: Entry, outcome: O) => void;
  /** Most entries begun and not yet ended, those that wait for another of their case included. */
  readonly window: number;
}

class Taker<O> {
  #next = 0;
  #begun = 0;
  #failure: Error | undefined;

  constructor(
    private readonly entries: readonly Entry[],
    private readonly options: TakeAll<O>,
    private readonly settle: (failure: Error | undefined) => void,
  ) {}

  go(): void {
    for (; this.#failure === undefined && this.#begun < this.options.window; this.#next += 1) {
      const entry = this.entries[this.#next];
      if (entry === undefined) break;
      this.#begin(entry);
    }
    if (this.#begun === 0) this.settle(this.#failure);
  }

  #begin(entry: Entry): void {
    const { slot } = entry.row;
    this.#begun += 1;
    if (slot.waiting === undefined) {
      slot.waiting = [];
      this.#start(entry);
    } else slot.waiting.push(entry);
  }

  #start(entry: Entry): void {
    this.options.take(entry).then(
      (outcome) => {
        this.options.onOutcome(entry, outcome);
        this.#end(entry);
      },
      (error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
        this.#end(entry);
      },
    );
  }

  #end({ row: { slot } }: Entry): void {
    this.#begun -= 1;
    const waiting = slot.waiting ?? [];
    if (this.#failure !== undefined) {
      this.#begun -= waiting.length;
      waiting.length = 0;
    }
    const next = waiting.shift();
    if (next === undefined) slot.waiting = undefined;
    else this.#start(next);
    this.go();
  }
}

/**
 * Takes entries in order, many at a time, but of one case only one at a time.
 *
 * Resolves when all have ended. After a failure no further one is begun; rejects with it once those
 * under way have ended.
 */
export const takeAll = <O>(entries: readonly Entry[], options: TakeAll<O>): Promise<void> =>
  new Promise((resolve, reject) => {
    const taker = new Taker(entries, options, (failure) => {
      if (failure === undefined) resolve();
      else reject(failure);
    });
    taker.go();
  });
