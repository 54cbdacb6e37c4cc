import { authority, type Authority } from '../../domain/kernel/authority.js';
import type { StreamName } from '../../domain/kernel/ids.js';

/** What belongs to an authority under a code. */
export interface OwnedTarget {
  readonly authority: Authority;
  readonly code: string;
}

/** Reads `<authority>/<code>`; undefined when the text is not that. */
export function ownedTarget(target: string): OwnedTarget | undefined {
  const at = target.indexOf('/');
  if (at < 0) return undefined;
  return unlessOutOfRange(() => ({
    authority: authority(target.slice(0, at)),
    code: target.slice(at + 1),
  }));
}

/** The stream of what belongs to an authority; undefined when no stream can be called so. */
export const ownedStream = (
  target: string,
  nameOf: (authority: Authority, code: string) => StreamName,
): StreamName | undefined => {
  const owned = ownedTarget(target);
  return owned && unlessOutOfRange(() => nameOf(owned.authority, owned.code));
};

function unlessOutOfRange<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
