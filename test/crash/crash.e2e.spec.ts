import { survives } from './survives.js';

// Imports are killed in scripts/import/killed.int.spec.ts, and a disk fills up in test/e2e/full-disk.e2e.spec.ts.
survives({ writing: 2, projecting: 1, switching: 1, torn: 1, damaged: 1, clock: 1 });
