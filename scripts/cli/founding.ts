import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../configuration/settings.js';
import { engineChoice } from '../system/engines/index.js';
import { filesIn } from '../system/files.js';
import { leavingNothing } from '../system/leaving-nothing.js';
import { holdsLog } from './city-here.js';

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder) : [];

function removeBut(names: readonly string[], folder: string): void {
  for (const name of namesIn(folder))
    if (!names.includes(name)) rmSync(join(folder, name), { recursive: true });
}

export interface Founding {
  /** Whether a city has anything in its log by now. */
  readonly hasEvents: () => boolean;
}

/**
 * Does some work that may found a city: says so, and leaves nothing of it when the work fails before an event was
 * recorded.
 *
 * @param work is given what to call once it knows how to tell whether there are events
 */
export async function founding<T>(
  settings: Settings,
  tell: (words: string) => void,
  work: (known: (founded: Founding) => void) => Promise<T>,
): Promise<T> {
  const files = filesIn(settings.data);
  const isThere = holdsLog(files) || engineChoice(files, settings).kind === 'servers';
  if (isThere) return work(() => undefined);
  const before = namesIn(settings.data);
  let founded: Founding | undefined;
  return leavingNothing(settings.data, async () => {
    try {
      return await work((one) => {
        tell(`A new city is made in ${settings.data}.`);
        founded = one;
      });
    } catch (error) {
      if (founded?.hasEvents() === false) removeBut(before, settings.data);
      throw error;
    }
  });
}
