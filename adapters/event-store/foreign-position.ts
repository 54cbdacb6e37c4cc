import type { Position } from '../../domain/kernel/ids.js';

/** A position that this log has not given out: of another log, or past the end of one that was restored. */
export const foreignPosition = (position: Position): RangeError =>
  new RangeError(`Not a position of this log: ${position.slice(0, 40)}`);
