import type { Facts } from '../../commands/ports/facts.js';
import type { Reads } from '../../http/reads.js';
import type { CaseView } from '../../projections/cases/model.js';
import { workload } from '../../projections/cases/queries.js';
import type { Collection } from '../../projections/read-store.js';
import type { TurnView } from '../../projections/turns/model.js';
import { lastTurns } from '../../projections/turns/queries.js';

/** Milliseconds for which a count is believed: the read model lags by as much under load. */
const longestAge = 1_000;

interface Known {
  readonly open: number;
  readonly at: number;
}

export interface FactsParts {
  readonly reads: Pick<Reads, 'serving'>;
  readonly turns: Pick<Collection<TurnView>, 'getMany'>;
  /** Milliseconds of a clock that only goes on. */
  readonly now?: () => number;
}

/**
 * Who had the last turn, and open cases of staff, counted at most once a second for each: a burst of new cases asks one question, not
 * one for each case.
 */
export function createFacts({ reads, turns, now = () => performance.now() }: FactsParts): Facts {
  const known = new Map<string, Known>();
  let counting: Promise<void> = Promise.resolve();

  const isOld = (id: string): boolean => now() - (known.get(id)?.at ?? -Infinity) >= longestAge;

  const count = async (ids: readonly string[]): Promise<void> => {
    const old = ids.filter(isOld);
    if (old.length === 0) return;
    const { collection } = await reads.serving<CaseView>('cases');
    const counts = await workload(collection, old);
    const at = now();
    for (const id of old) known.set(id, { open: counts[id] ?? 0, at });
  };

  return {
    last: (authority, keys) => lastTurns(turns, authority, keys),
    workload: async (ids) => {
      if (ids.some(isOld)) {
        // One after the other: who waits finds most of what it needs counted.
        const turn = counting.then(() => count(ids));
        counting = turn.catch(() => undefined);
        await turn;
      }
      return Object.fromEntries(ids.map((id) => [id, known.get(id)?.open ?? 0]));
    },
  };
}
