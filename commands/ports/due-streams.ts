import type { StreamName } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';

export interface DueStream {
  readonly stream: StreamName;
  /** Of the stream's earliest timer. */
  readonly dueAt: Instant;
}

/** Which streams have a timer that is due, as a read model knows it: possibly late, never wrong for long. */
export interface DueStreams {
  /**
   * Streams with something due at or before `at`, in order of due time and name, each once.
   *
   * @param after only those behind this one in that order
   */
  dueBefore(at: Instant, limit: number, after?: DueStream): Promise<readonly DueStream[]>;
}
