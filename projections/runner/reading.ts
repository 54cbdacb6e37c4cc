/** From pull to push and back: pages become jobs of a queue that does one after the other. */
import { Observable } from 'rxjs';

export type Job = () => Promise<void>;

/** Pages that may wait to be handled while the next ones are read. */
const ahead = 2;

export interface Reading<T> {
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  readonly handle: (item: T) => Promise<void>;
  /** After the last item was handled. */
  readonly close: () => Promise<void>;
}

/**
 * Reads an iterable no further than `ahead` items before what is handled. Each item becomes a job; when one fails,
 * those behind it come to nothing and the observable ends with the error. Unsubscribing aborts the reading.
 */
export function reading<T>({ open, handle, close }: Reading<T>): Observable<Job> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const places = new Places(ahead);
    const read = async (): Promise<void> => {
      for await (const item of open(controller.signal)) {
        await places.take();
        if (subscriber.closed) return;
        subscriber.next(async () => {
          if (subscriber.closed) return;
          try {
            await handle(item);
            places.give();
          } catch (error) {
            subscriber.error(error);
          }
        });
      }
      await places.all();
      await close();
      subscriber.complete();
    };
    read().catch((error: unknown) => {
      subscriber.error(error);
    });
    return () => {
      controller.abort();
      places.give();
    };
  });
}

/** A fixed number of places, taken and given back. */
class Places {
  #free: number;
  #waiting: (() => void)[] = [];

  constructor(private readonly count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    while (this.#free === 0)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    this.#free -= 1;
  }

  give(): void {
    this.#free = Math.min(this.#free + 1, this.count);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Waits until every place has been given back. */
  async all(): Promise<void> {
    for (let taken = 0; taken < this.count; taken++) await this.take();
  }
}
