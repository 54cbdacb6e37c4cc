import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../import/index.js';
import type { System } from './system.js';

const lookMilliseconds = 200;

/** Waits until every read model has come to the end of the log, showing how far they are. */
export async function catchUp(
  system: Pick<System, 'project' | 'store' | 'reads'>,
  progress: Progress,
  title: string,
): Promise<void> {
  const thread = system.project();
  thread.release();
  progress.begin(title);
  const shown = new Map<string, number>();
  const show = (): void => {
    for (const [name, { events }] of thread.progress) {
      progress.advance(events - (shown.get(name) ?? 0));
      shown.set(name, events);
    }
  };
  const whole = async (): Promise<void> => {
    await thread.live;
    const head = await system.store.head();
    while (head !== '' && !(await system.reads.reached(head, lookMilliseconds))) show();
  };
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      show();
      await sleep(lookMilliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  await Promise.race([whole(), thread.failed]).finally(() => ended.abort());
  await watching;
  show();
  progress.end();
}
