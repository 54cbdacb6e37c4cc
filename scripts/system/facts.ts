import { setTimeout as sleep } from 'node:timers/promises';
import type { Facts } from '../../commands/ports/facts.js';
import type { Logger } from '../../commands/ports/logger.js';
import { Fault, NotServedError, ReadStoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Reads } from '../../http/reads.js';
import type { CaseView } from '../../projections/cases/model.js';
import { workload } from '../../projections/cases/queries.js';
import type { Collection } from '../../projections/read-store.js';
import type { TurnView } from '../../projections/turns/model.js';
import { lastTurns } from '../../projections/turns/queries.js';

/** Milliseconds for which a count is believed: the read model lags by as much under load. */
const longestAge = 1_000;

/** Milliseconds that a decision waits for them: they make it fairer, not right. */
const longestWait = 1_000;

interface Known {
  readonly open: number;
  readonly at: number;
}

export interface FactsParts {
  readonly reads: Pick<Reads, 'serving'>;
  readonly turns: Pick<Collection<TurnView>, 'getMany'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** Milliseconds of a clock that only goes on. */
  readonly now?: () => number;
}

/** What is found in time, else what stands in for it. @throws what is not a passing failure of the read models */
async function soon<T>(find: Promise<T>, otherwise: T, logger: FactsParts['logger']): Promise<T> {
  const ended = new AbortController();
  const late = sleep(longestWait, undefined, { signal: ended.signal }).then(() => {
    throw new ReadStoreUnavailableError(`no answer within ${longestWait} ms`);
  });
  try {
    return await Promise.race([find, late]);
  } catch (error) {
    if (!(error instanceof Fault && error.retryable)) throw error;
    // Ordinary in an import into a new city: its read models are loaded beside it.
    if (!(error instanceof NotServedError))
      logger.warn({ cause: error.message }, 'work was given out by older counts');
    return otherwise;
  } finally {
    ended.abort();
  }
}

/**
 * Who had the last turn, and open cases of staff, counted at most once a second for each: a burst of new cases asks one question, not
 * one for each case. Where the read models can not be asked, older counts will do, and nobody had a turn: writing goes on.
 */
export function createFacts(parts: FactsParts): Facts {
  const { reads, turns, logger, now = () => performance.now() } = parts;
  const known = new Map<string, Known>();
  let counting: Promise<void> = Promise.resolve();

  const isOld = (id: string): boolean => now() - (known.get(id)?.at ?? -Infinity) >= longestAge;

  const count = async (ids: readonly string[]): Promise<void> => {
    const old = ids.filter(isOld);
    if (old.length === 0) return;
    const before = Object.fromEntries(old.map((id) => [id, known.get(id)?.open ?? 0]));
    const counts = await soon(counted(old), before, logger);
    const at = now();
    for (const id of old) known.set(id, { open: counts[id] ?? 0, at });
  };

  const counted = async (ids: readonly string[]): Promise<Readonly<Record<string, number>>> =>
    workload((await reads.serving<CaseView>('cases')).collection, ids);

  return {
    last: (authority, keys) => soon(lastTurns(turns, authority, keys), {}, logger),
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
