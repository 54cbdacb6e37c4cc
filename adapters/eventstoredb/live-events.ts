import {
  excludeSystemEvents,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import { Wake } from '../event-store/wake.js';
import { onLeader, type Connection } from './connection.js';
import { silent } from './faults.js';
import type { Limits } from './limits.js';
import { startOf } from './position.js';
import { isEvent, recordedOf } from './records.js';

/** Events that came, and whether no more were there at that moment. */
export interface LiveEvents {
  readonly events: readonly Recorded[];
  readonly drained: boolean;
}

export interface LiveOptions {
  /** Exclusive, and at the end of the log a moment ago. */
  readonly after: Position;
  readonly pageSize: number;
  readonly limits: Pick<Limits, 'callMilliseconds' | 'idleMilliseconds'>;
  readonly signal: AbortSignal;
}

/**
 * What is appended from now on, until the server drops the subscription, nothing has come for a while, or the
 * signal aborts. Reports of the server on where it stands run ahead of what it has delivered, and are not used.
 *
 * @throws what the client throws
 */
export async function* liveEvents(
  { client }: Pick<Connection, 'client'>,
  { after, pageSize, limits, signal }: LiveOptions,
): AsyncGenerator<LiveEvents> {
  const subscription = client.subscribeToAll(
    { ...onLeader, fromPosition: startOf(after), filter: excludeSystemEvents() },
    { highWaterMark: pageSize },
  );
  const state = new Watched(subscription);
  try {
    while (!signal.aborted) {
      const events = taken(subscription, pageSize);
      if (events.length > 0) yield { events, drained: subscription.readableLength === 0 };
      else if (!(await state.more(signal, limits))) return;
    }
  } finally {
    void subscription.unsubscribe().catch(() => undefined);
  }
}

/** What a subscription has said beside its events. */
class Watched {
  readonly #wake = new Wake();
  #changes = 0;
  #confirmed = false;
  #ended = false;
  #error: Error | undefined;

  constructor(subscription: AllStreamSubscription) {
    subscription.on('readable', () => {
      this.#note();
    });
    subscription.on('confirmation', () => {
      this.#confirmed = true;
      this.#note();
    });
    subscription.on('end', () => {
      this.#ended = true;
      this.#note();
    });
    // Also listens after it was left: an error that nobody hears would end the process.
    subscription.on('error', (error: Error) => {
      this.#error = error;
      this.#note();
    });
  }

  /** Waits until there may be more. False when it has ended, or was idle for long. @throws its error */
  async more(signal: AbortSignal, limits: LiveOptions['limits']): Promise<boolean> {
    if (this.#error !== undefined) throw this.#error;
    if (this.#ended) return false;
    const before = this.#changes;
    const { idleMilliseconds, callMilliseconds } = limits;
    await this.#wake.wait(signal, this.#confirmed ? idleMilliseconds : callMilliseconds);
    if (this.#changes > before || signal.aborted) return true;
    if (this.#confirmed) return false;
    throw silent(callMilliseconds);
  }

  #note(): void {
    this.#changes += 1;
    this.#wake.notify();
  }
}

function taken(subscription: AllStreamSubscription, count: number): readonly Recorded[] {
  const events: Recorded[] = [];
  while (events.length < count) {
    const resolved = subscription.read() as AllStreamResolvedEvent | null;
    if (resolved === null) break;
    if (resolved.event !== undefined && isEvent(resolved.event))
      events.push(recordedOf(resolved.event));
  }
  return events;
}
