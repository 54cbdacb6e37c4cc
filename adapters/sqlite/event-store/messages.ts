/** What the writer's thread and its client say to each other. */
import type { Outcome, WrittenAppend } from './log-writer.js';

export interface WriterSettings {
  readonly path: string;
  readonly busyMilliseconds: number;
}

/** `group` is written; without appends it only tries the disk. `close` ends the thread. */
export type Request =
  | { readonly kind: 'group'; readonly appends: readonly WrittenAppend[] }
  | { readonly kind: 'probe'; readonly at: number }
  | { readonly kind: 'close' };

/** Answers come in the order of the appends. A failure counts the appends of the failed flush. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'flushed'; readonly outcomes: readonly Outcome[] }
  | {
      readonly kind: 'failed';
      readonly appends: number;
      readonly reason: string;
      /** Whether there is no room for more. */
      readonly full: boolean;
    }
  | { readonly kind: 'closed' };

/** Name of the channel on which the writer tells every thread of its process that the log grew. */
export const channelOf = (identity: string): string => `charter-log-${identity}`;
