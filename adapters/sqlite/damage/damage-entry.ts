/** The process that reads files through, so that nobody waits for it: whatever else there is to do comes first. */
import { constants, setPriority } from 'node:os';
import { findDamage } from './find-damage.js';

setPriority(constants.priority.PRIORITY_LOW);
process.send?.(findDamage(process.argv[2] ?? ''));
process.disconnect();
