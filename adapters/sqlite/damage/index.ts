export { foldAgain, restoreBackup, tellingDamage } from './advice.js';
export { findDamage, pageFaults } from './find-damage.js';
export { inspect, type Inspection } from './inspect.js';
