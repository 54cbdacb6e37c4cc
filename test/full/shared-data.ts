import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/root.js';

/** A file of the real data that lies beside the repository where there is some; undefined elsewhere. */
export function sharedData(name: string): string | undefined {
  const path = join(root, '..', 'shared', 'data', name);
  return existsSync(path) ? path : undefined;
}
