export { foldAgain, restoreBackup, tellingDamage } from './advice.js';
export { findDamage, faultsIn } from './find-damage.js';
export { inspect, type Inspection } from './inspect.js';
