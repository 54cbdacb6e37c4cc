import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../../../domain/kernel/ids.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { EventSource } from '../../../projections/runner/source.js';

const lookMilliseconds = 50;
const defaultPageSize = 500;

/** Keeps a log that is being written in bulk from seeming to end. */
export interface Hold {
  held: boolean;
}

type ReadAll = Parameters<EventSource['readAll']>[0];

/**
 * A log whose end is not reported while it is held: who loads from it goes on loading in bulk, page by full
 * page, beside whoever writes it, instead of changing to the slower pace of following.
 */
export const heldSource = (source: EventSource, hold: Hold): EventSource => ({
  identity: () => source.identity(),
  head: () => source.head(),
  subscribe: (options, signal) => source.subscribe(options, signal),
  readAll: (options) => pagesOf(source, options, hold),
});

async function* pagesOf(
  source: EventSource,
  options: ReadAll,
  hold: Hold,
): AsyncGenerator<readonly Recorded[]> {
  let after: Position | undefined = options.after;
  for (let held = true; held;) {
    held = hold.held;
    for await (const page of fullPages(source, { ...options, ...(after && { after }) }, held)) {
      yield page;
      after = page.at(-1)?.position ?? after;
    }
    if (held) await sleep(lookMilliseconds);
  }
}

/** What is there of a page while more is coming is left, to be read again with the rest of it. */
async function* fullPages(
  source: EventSource,
  options: ReadAll,
  held: boolean,
): AsyncGenerator<readonly Recorded[]> {
  const { pageSize = defaultPageSize } = options;
  for await (const page of source.readAll(options)) {
    if (held && page.length < pageSize) return;
    yield page;
  }
}
