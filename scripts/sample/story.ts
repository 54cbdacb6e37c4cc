import type { CaseOperation } from '../../domain/case/commands.js';
import type { Channel } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';

export type Language = 'en' | 'hi';

/** Who takes a step; staff by role are found when its time comes. */
export type Taker =
  | { readonly kind: 'citizen'; readonly id: string }
  | { readonly kind: 'anonymous' }
  /** A firm, as long as the case is with it; else staff of a role. */
  | { readonly kind: 'vendor'; readonly id: string; readonly otherwise: string }
  | { readonly kind: 'staff'; readonly id: string }
  /** Whoever has the case, if they hold the role; else who had it in this state; else one of its office. */
  | { readonly kind: 'role'; readonly role: string }
  /** Staff of a role, for a party who came to the counter. */
  | { readonly kind: 'for-party'; readonly role: string; readonly party: string };

/** What a step may know of the case at its time. */
export interface Seen {
  readonly reference: string;
  /** Amount → minor units. */
  readonly amounts: Readonly<Record<string, number>>;
}

export type Body = Readonly<Record<string, unknown>>;

export interface Step {
  readonly at: Instant;
  readonly by: Taker;
  readonly channel: Channel;
  readonly operation: CaseOperation;
  readonly body: Body | ((seen: Seen) => Body);
}

/** One matter from its submission on, as it is meant to go. */
export interface Story {
  /** Unique and stable: what was told already is not told again. */
  readonly key: string;
  readonly service: string;
  readonly steps: readonly [Step, ...Step[]];
}
