import { createHash } from 'node:crypto';
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
