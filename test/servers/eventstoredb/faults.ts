/** What may go wrong with the stand-in, told beforehand. */

/**
 * What becomes of one append:
 * - `gone-before-write`, `gone-after-write`: the server vanishes, and comes back after its `backAfter`;
 * - `no-answer`: written, and never answered; `timeout`: not written, and the server says it gave up;
 * - `no-position`: written, answered without saying where; `answered-twice`: written, answered twice;
 * - `stranger`: written, and the answer names an append that nobody sent; `unknown-error`: not written, refused in words nobody knows.
 */
export type AppendFault =
  | 'gone-before-write'
  | 'gone-after-write'
  | 'no-answer'
  | 'timeout'
  | 'no-position'
  | 'answered-twice'
  | 'stranger'
  | 'unknown-error';

/** What becomes of one read: the server vanishes in its midst, never says more, or fails. */
export type ReadFault = 'gone-midway' | 'silent-midway' | 'unknown-error';

/** How subscriptions end: as a slow consumer's, as if nothing were wrong, in words nobody knows, or without anybody being told. */
export type Drop = 'too-slow' | 'ended' | 'unknown-error' | 'mute';

export class Faults {
  readonly #appends: AppendFault[] = [];
  readonly #reads: ReadFault[] = [];
  readonly #subscriptions = new Set<(drop: Drop) => void>();
  readonly #refusals: Drop[] = [];
  /** Whether the disk has no room: appends are refused in words nobody knows, and reads go on. */
  full = false;
  #thaw: (() => void) | undefined;
  #frozen: Promise<void> | undefined;

  /** For the next appends, in order. */
  planAppends(...faults: readonly AppendFault[]): void {
    this.#appends.push(...faults);
  }

  /** For the next reads of streams or the log, in order. */
  planReads(...faults: readonly ReadFault[]): void {
    this.#reads.push(...faults);
  }

  /** The next subscriptions end like that as soon as they are confirmed, in order. */
  planSubscriptions(...drops: readonly Drop[]): void {
    this.#refusals.push(...drops);
  }

  /** Ends the subscriptions that are open. */
  drop(drop: Drop): void {
    for (const end of this.#subscriptions) end(drop);
  }

  /** Neither handles nor answers anything until `thaw`; connections stay open. */
  freeze(): void {
    this.#frozen ??= new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thaw?.();
    this.#frozen = undefined;
  }

  /** Resolves when the server is not frozen. */
  async thawed(): Promise<void> {
    await this.#frozen;
  }

  nextAppend(): AppendFault | undefined {
    return this.#appends.shift();
  }

  nextRead(): ReadFault | undefined {
    return this.#reads.shift();
  }

  nextSubscription(): Drop | undefined {
    return this.#refusals.shift();
  }

  /** How many subscriptions are open. */
  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  onDrop(end: (drop: Drop) => void): () => void {
    this.#subscriptions.add(end);
    return () => this.#subscriptions.delete(end);
  }
}
