import type { Random } from '../../scripts/sample/random.js';

/** What a kind of crash came to. */
export interface Outcome {
  readonly kills: number;
  /** Kills that came in the middle of what the kind is about. */
  readonly landed: number;
  /** What was told, done or compared: none of it means that nothing was tested. */
  readonly checked: number;
  /** All that is lost, doubled or wrong. */
  readonly faults: readonly string[];
}

/** One way in which a city comes to grief, as often as asked. */
export interface Kind {
  /** Completes “a city ”. */
  readonly title: string;
  readonly run: (kills: number, random: Random) => Promise<Outcome>;
}
