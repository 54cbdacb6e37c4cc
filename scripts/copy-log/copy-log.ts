import { isDeepStrictEqual } from 'node:util';
import { maximumPageSize, type EventReader, type EventStore } from '../../commands/event-store.js';
import type { NewEvent, Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { Progress } from '../import/index.js';

type Log = Pick<EventReader, 'readAll'>;

export interface Copying {
  readonly from: Log;
  readonly to: Pick<EventStore, 'readAll' | 'append'>;
  /** Appends under way at once; 1 unless the copy takes them in the order in which they are sent. */
  readonly inFlight?: number;
  readonly progress: Progress;
}

export interface CopyReport {
  /** Events that the copy had already, each found equal. */
  readonly present: number;
  readonly copied: number;
  /** Events read back from the copy after its end, each found equal. */
  readonly verified: number;
}

/** The copy holds something that the first log does not have there. */
export class DifferentLogError extends Error {
  constructor(first: Recorded | undefined, copy: Recorded | undefined) {
    super(
      `The logs differ: ${describe(first)} in the log to copy, ${describe(copy)} in the copy. ` +
        'Copy into an empty log, or go on with one that was copied from this log and not written to since.',
    );
  }
}

const describe = (event: Recorded | undefined): string =>
  event === undefined
    ? 'the end'
    : `event ${event.id} (${event.type}, ${event.stream} revision ${event.revision})`;

/**
 * Copies a log event by event in its order, with ids, times and revisions; positions are each log's
 * own. A copy that was cut off goes on where it was. Afterwards both are read and compared.
 *
 * @throws DifferentLogError when the copy holds what the first log does not
 */
export async function copyLog(copying: Copying): Promise<CopyReport> {
  const { progress } = copying;
  progress.begin('Comparing what is there');
  const present = await compare(copying, 'until the copy ends');
  progress.begin('Copying');
  const copied = await copyAfter(copying, present.last);
  progress.begin('Verifying');
  const { events: verified } = await compare(copying, 'to the end of both');
  progress.end();
  return { present: present.events, copied, verified };
}

async function copyAfter(copying: Copying, last: Position | undefined): Promise<number> {
  const { from, to, inFlight = 1, progress } = copying;
  const after = last === undefined ? {} : { after: last };
  const underWay: Promise<unknown>[] = [];
  let copied = 0;
  for await (const page of from.readAll({ pageSize: maximumPageSize, ...after }))
    for (const run of runsOf(page)) {
      underWay.push(append(to, run));
      copied += run.length;
      progress.advance(run.length);
      if (underWay.length >= inFlight) await Promise.all(underWay.splice(0));
    }
  await Promise.all(underWay);
  return copied;
}

async function append(to: Copying['to'], run: readonly Recorded[]): Promise<void> {
  const [first] = run;
  if (first === undefined) return;
  const { stream, revision, recordedAt } = first;
  const expected = revision === 0n ? 'none' : revision - 1n;
  await to.append(stream, run.map(newEventOf), expected, { recordedAt });
}

const newEventOf = ({ id, type, data, meta }: Recorded): NewEvent => ({ id, type, data, meta });

/** Neighbours that one command wrote. */
export function* runsOf(page: readonly Recorded[]): Generator<readonly Recorded[]> {
  let run: Recorded[] = [];
  for (const event of page) {
    const [first] = run;
    if (first !== undefined && !isOneAppend(first, event)) {
      yield run;
      run = [];
    }
    run.push(event);
  }
  if (run.length > 0) yield run;
}

const isOneAppend = (a: Recorded, b: Recorded): boolean =>
  a.stream === b.stream && a.recordedAt === b.recordedAt && a.meta.commandId === b.meta.commandId;

interface Common {
  readonly events: number;
  /** Position of the last of them in the first log. */
  readonly last?: Position;
}

/** Reads both logs side by side. @throws DifferentLogError at the first event that is not the same */
async function compare(
  { from, to, progress }: Copying,
  until: 'until the copy ends' | 'to the end of both',
): Promise<Common> {
  let common: Common = { events: 0 };
  for await (const [ours, theirs] of sideBySide(from, to)) {
    if (theirs === undefined && until === 'until the copy ends') break;
    if (ours === undefined || !isSameEvent(ours, theirs)) throw new DifferentLogError(ours, theirs);
    common = { events: common.events + 1, last: ours.position };
    progress.advance(1);
  }
  return common;
}

type Pair = readonly [first: Recorded | undefined, copy: Recorded | undefined];

async function* sideBySide(from: Log, to: Log): AsyncGenerator<Pair> {
  const first = eventsOf(from);
  const copy = eventsOf(to);
  try {
    for (;;) {
      const pair: Pair = [(await first.next()).value, (await copy.next()).value];
      if (pair[0] === undefined && pair[1] === undefined) return;
      yield pair;
    }
  } finally {
    await first.return(undefined);
    await copy.return(undefined);
  }
}

async function* eventsOf(log: Log): AsyncGenerator<Recorded, undefined> {
  for await (const page of log.readAll({ pageSize: maximumPageSize })) yield* page;
  return undefined;
}

const isSameEvent = (a: Recorded, b: Recorded | undefined): boolean =>
  isDeepStrictEqual({ ...a, position: '' }, { ...b, position: '' });
