import { START, type END, type Position as Place } from '@eventstore/db-client';
import { beginning } from '../../commands/event-store.js';
import type { Position } from '../../domain/kernel/ids.js';
import { foreignPosition } from '../event-store/foreign-position.js';

export type { Place };
/** Where a reading of the log may start. */
export type StartPlace = typeof START | typeof END | Place;

const digits = 16;
const pattern = /^[0-9a-f]{16}(-[0-9a-f]{16})?$/;

const hex = (offset: bigint): string => offset.toString(16).padStart(digits, '0');

/**
 * A place in the server's log as text that sorts as the log does. Commit and prepare are the same for every
 * event that this client writes, and then written once.
 */
export const positionOf = ({ commit, prepare }: Place): Position =>
  (commit === prepare ? hex(commit) : `${hex(commit)}-${hex(prepare)}`) as Position;

/** @throws RangeError for a position of another kind of log */
export function placeOf(position: Position): Place {
  if (!pattern.test(position)) throw foreignPosition(position);
  const [commit = '', prepare = commit] = position.split('-');
  return { commit: BigInt(`0x${commit}`), prepare: BigInt(`0x${prepare}`) };
}

/** The place to read forwards from. @throws RangeError for a position of another kind of log */
export const startOf = (position: Position): StartPlace =>
  position === beginning ? START : placeOf(position);
