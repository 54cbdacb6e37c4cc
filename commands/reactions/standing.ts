import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { EventReader } from '../event-store.js';
import type { Checkpoint, Checkpoints } from '../ports/checkpoints.js';
import { checkpointAtHead, verifyCheckpoint } from './checkpoint.js';

/**
 * Milliseconds between two times that reactions store how far they came. What was handled after the last
 * one is handled again after a crash, and what is done already is not done twice.
 */
const storesEvery = 250;

/** Where each reaction stands in the log: as it is stored, and as far as they came since. */
export class Standing {
  readonly #stored = new Map<string, Checkpoint>();
  #logId = '';
  #reached: Checkpoint | undefined;
  #soon: NodeJS.Timeout | undefined;
  #fault: Error | undefined;

  constructor(
    private readonly store: EventReader,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Loads where each stands; a new one stands at the end of the log. @throws ForeignLogError */
  async load(names: readonly string[]): Promise<void> {
    this.#logId = await this.store.identity();
    this.#reached = undefined;
    this.#fault = undefined;
    for (const name of names) {
      const stored = await this.checkpoints.load(name);
      if (stored !== undefined) await verifyCheckpoint(this.store, this.#logId, name, stored);
      const checkpoint = stored ?? (await checkpointAtHead(this.store, this.#logId));
      if (stored === undefined) await this.checkpoints.save(name, checkpoint);
      this.#stored.set(name, checkpoint);
    }
  }

  /** After which all have to go on. */
  get from(): Position {
    return [...this.#stored.values()].map(({ position }) => position).sort()[0] ?? ('' as Position);
  }

  isPast(name: string, { position }: Pick<Recorded, 'position'>): boolean {
    const stored = this.#stored.get(name);
    return stored === undefined || stored.position >= position;
  }

  /** All have handled the log up to this event. @throws what went wrong when that was stored last */
  reach({ position, id }: Pick<Recorded, 'position' | 'id'>): void {
    this.#reached = { logId: this.#logId, position, eventId: id };
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault !== undefined) throw fault;
  }

  async save(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const reached = this.#reached;
    if (reached === undefined) return;
    for (const [name, { position }] of this.#stored)
      if (position < reached.position) {
        await this.checkpoints.save(name, reached);
        this.#stored.set(name, reached);
      }
  }

  saveSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.save().catch((error: unknown) => {
        this.#fault = error instanceof Error ? error : new Error(String(error));
      });
    }, storesEvery);
  }

  /** Saves what can be saved; the rest is handled again. */
  async end(): Promise<void> {
    await this.save().catch(() => undefined);
  }
}
