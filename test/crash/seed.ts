import { createRandom, type Random } from '../../scripts/sample/random.js';

/** Of this run; `CRASH_SEED` repeats the moments of an earlier one. */
export const seed = process.env['CRASH_SEED'] ?? String(Date.now());

/** The random moments of one kind of crash. */
export const randomOf = (kind: string): Random => createRandom(`${seed} ${kind}`);
