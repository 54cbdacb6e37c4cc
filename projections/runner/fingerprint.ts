import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { AnyProjection } from '../projection.js';

/**
 * Hash of what decides a projection's documents: its name, version, collection and code.
 *
 * @param sources texts of the modules that its functions are made of; those of the functions themselves are always in
 */
export function fingerprintOf(projection: AnyProjection, sources: readonly string[] = []): string {
  const { name, version, collection, touches, evolve } = projection;
  const parts = [name, version, collection, touches.toString(), evolve.toString(), ...sources];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Texts of the compiled modules in a folder, without tests: a projection's own code. */
export function folderSources(folder: URL): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !name.endsWith('.spec.js'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}
