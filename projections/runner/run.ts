/** Runs projections: one reading of the log feeds them all. Thread-agnostic; whoever calls it wires the adapters. */
import type { RunningProjections, RunOptions } from './options.js';
import { Runner } from './runner.js';

/**
 * Starts the runner. New versions are loaded in bulk without secondary indexes, then made ready and, unless a higher
 * one serves already, served; the others follow the log.
 *
 * @throws CodeDiffersError, RebuildNeededError before anything is read
 */
export async function runProjections(options: RunOptions): Promise<RunningProjections> {
  const runner = await Runner.open(options);
  return runner.start();
}
