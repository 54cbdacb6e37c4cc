import type { Authority } from '../../domain/kernel/authority.js';
import type { Collection } from '../read-store.js';
import type { TurnView } from './model.js';
import { turnId } from './turn-id.js';

/** Who was chosen last in an authority, by `office/role`; those whose turn never came are left out. */
export async function lastTurns(
  collection: Pick<Collection<TurnView>, 'getMany'>,
  authority: Authority,
  turns: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found = await collection.getMany(turns.map((turn) => turnId(authority, turn)));
  return Object.fromEntries(
    turns.flatMap((turn) => {
      const document = found.get(turnId(authority, turn));
      return document === undefined ? [] : [[turn, document.last] as const];
    }),
  );
}
