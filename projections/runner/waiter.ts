import { BehindError } from '../../domain/kernel/faults.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { ReadModels } from '../read-store.js';
import type { Progress } from './progress.js';
import { beginning } from './source.js';

interface Waiting {
  readonly projection: string;
  readonly position: Position;
  readonly resolve: () => void;
}

export interface WaiterOptions {
  /** Where positions are looked up while anyone waits; for a process that hears of no progress. */
  readonly poll?: ReadModels;
  /** 25 by default. */
  readonly pollMilliseconds?: number;
}

/**
 * Lets a reader wait until the version of a projection that serves has come as far as a write it knows of.
 *
 * @example
 * await waiter.waitFor('cases', position, 2_000);
 */
export class PositionWaiter {
  readonly #reached = new Map<string, Position>();
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: WaiterOptions = {}) {}

  /** Takes the runner's word for it. */
  hear({ projection, serving, position }: Progress): void {
    if (serving) this.advance(projection, position);
  }

  /** Tells how far the version that serves has come. */
  advance(projection: string, position: Position): void {
    if (position <= (this.#reached.get(projection) ?? beginning)) return;
    this.#reached.set(projection, position);
    for (const waiting of this.#waiting) if (this.#isReached(waiting)) waiting.resolve();
  }

  /** @throws BehindError when the position is not reached in time. */
  async waitFor(projection: string, position: Position, milliseconds: number): Promise<void> {
    if (this.#isReached({ projection, position })) return;
    await new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => () => {
        this.#waiting.delete(waiting);
        clearTimeout(timeout);
        settle();
      };
      const waiting = { projection, position, resolve: end(resolve) };
      const late = end(() => {
        reject(new BehindError(projection));
      });
      const timeout = setTimeout(late, milliseconds);
      this.#waiting.add(waiting);
      this.#poll(0);
    });
  }

  #isReached({ projection, position }: Pick<Waiting, 'projection' | 'position'>): boolean {
    return (this.#reached.get(projection) ?? beginning) >= position;
  }

  #poll(milliseconds: number): void {
    const { poll, pollMilliseconds = 25 } = this.options;
    if (poll === undefined || this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      const again = (): void => {
        this.#timer = undefined;
        this.#poll(pollMilliseconds);
      };
      // A store that fails is asked again: those who wait have their own time limit.
      this.#look(poll).then(again, again);
    }, milliseconds);
  }

  async #look(poll: ReadModels): Promise<void> {
    for (const { projection, serving, checkpoint } of await poll.versions())
      if (serving && checkpoint !== undefined) this.advance(projection, checkpoint.position);
  }
}
