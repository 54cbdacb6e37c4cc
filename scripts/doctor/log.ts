import { inspectLog } from '../../adapters/sqlite/snapshot/inspect-log.js';
import type { EventReader } from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { epochMilliseconds, type Instant } from '../../domain/kernel/instant.js';
import type { EngineChoice } from '../system/engines/index.js';
import { fault, ok, type Finding } from './findings.js';

/** A machine's clock may differ from another's by as much. */
const tolerated = 60_000;

export async function lastEvent(log: Pick<EventReader, 'readAll'>): Promise<Recorded | undefined> {
  for await (const [event] of log.readAll({ direction: 'backwards', limit: 1 })) return event;
  return undefined;
}

export const checkLog = (identity: string, last: Recorded | undefined): Finding =>
  ok(
    'event log',
    last === undefined
      ? `${identity}, empty`
      : `${identity}, last event ${last.id} recorded at ${last.recordedAt}`,
  );

const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const;

/** In the largest unit of which there are at least two. */
function lengthOf(milliseconds: number): string {
  const [name, length] = units.find(([, each]) => milliseconds >= 2 * each) ?? ['seconds', 1000];
  return `${Math.round(milliseconds / length)} ${name}`;
}

/** Whether time has gone back since the last event. */
export function checkClock(last: Recorded | undefined, now: Instant): Finding {
  const ahead =
    last === undefined ? 0 : epochMilliseconds(last.recordedAt) - epochMilliseconds(now);
  return ahead <= tolerated
    ? ok('clock', now)
    : fault(
        'clock',
        `it says ${now}, ${lengthOf(ahead)} behind the last event, recorded at ${last?.recordedAt ?? ''}`,
        'If the clock of this machine is slow, set it right. If it is right, the event was recorded while the clock was fast: wait until that time has passed, since until then due times are late.',
      );
}

/** Reads the whole file; a server looks after its own. */
export function checkFile(choice: EngineChoice): readonly Finding[] {
  if (choice.kind !== 'sqlite') return [];
  const { events, streams, faults } = inspectLog(choice.events);
  return [
    faults.length === 0
      ? ok('log file', `${events} events of ${streams} streams, whole`)
      : fault(
          'log file',
          faults.join('; '),
          'Stop the city, keep the file, and restore the last backup: charter restore.',
        ),
  ];
}
