/** The thread that reads files through, so that nobody waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { findDamage } from './find-damage.js';

parentPort?.postMessage(findDamage(String(workerData)));
