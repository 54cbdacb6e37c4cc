/** Events, streams and small helpers for the contract of the event store. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { EventStore, Page } from '../../../commands/event-store.js';
import type { EventMeta, NewEvent, Recorded } from '../../../domain/kernel/envelope.js';
import { authority } from '../../../domain/kernel/authority.js';
import { ConflictError } from '../../../domain/kernel/faults.js';
import {
  commandId,
  eventId,
  streamName,
  type Position,
  type StreamName,
} from '../../../domain/kernel/ids.js';
import { instant } from '../../../domain/kernel/instant.js';
import type { Json } from '../../../domain/kernel/json.js';

/** A stream that nobody has used. */
export const newStream = (category = 'case'): StreamName =>
  streamName(`${category}-${randomUUID().replaceAll('-', '')}`);

export const sampleMeta = (): EventMeta => ({
  actor: { id: 'staff-12', kind: 'staff', roles: ['inspector'] },
  origin: 'actor',
  authority: authority('pb.amritsar'),
  office: 'health',
  channel: 'counter',
  occurredAt: instant('2026-03-01T09:30:00.000Z'),
  commandId: commandId(randomUUID()),
  commandHash: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0',
  correlationId: randomUUID(),
});

export const newEvent = (data: Json = { note: 'seen' }, type = 'case.noted.v1'): NewEvent => ({
  id: eventId(randomUUID()),
  type,
  data,
  meta: sampleMeta(),
});

/** So many events, numbered from 0. */
export const newEvents = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent({ index }));

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

export const readAllOf = (store: EventStore, stream: StreamName): Promise<Recorded[]> =>
  collect(store.read(stream));

export const idsOf = (events: readonly NewEvent[]): string[] => events.map(({ id }) => id);

/** Pages of a subscription until so many events came, or forever when the log has fewer. */
export async function follow(
  store: EventStore,
  after: Position,
  count: number,
  pageSize?: number,
): Promise<Page[]> {
  const end = new AbortController();
  const pages: Page[] = [];
  let seen = 0;
  const options = pageSize === undefined ? { after } : { after, pageSize };
  for await (const page of store.subscribe(options, end.signal)) {
    pages.push(page);
    seen += page.events.length;
    if (seen >= count) end.abort();
  }
  return pages;
}

/** The error an action ends with; the test fails when it succeeds. */
export async function failure(action: () => Promise<unknown>): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return expect.fail('It succeeded.');
}

export async function expectConflict(
  action: () => Promise<unknown>,
  actual: bigint | 'none',
): Promise<void> {
  const error = await failure(action);
  expect(error).to.be.instanceOf(ConflictError);
  expect((error as ConflictError).actual).to.equal(actual);
}

/**
 * Milliseconds that what comes at once may take on a machine that is busy with other things; less than after which a
 * subscription looks by itself whether there is more.
 */
export const patience = 20_000;

/** Fails when something takes longer than it may, so that a lost wake-up is no hanging test. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Not within ${milliseconds} ms`));
    }, milliseconds);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
