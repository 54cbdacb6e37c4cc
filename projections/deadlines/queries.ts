import type { Instant } from '../../domain/kernel/instant.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import { within } from '../filters.js';
import { limits } from '../query/limits.js';
import type { Collection, Filter, PageOf, PageRequest, Sort } from '../read-store.js';
import type { DeadlineView } from './model.js';

export type Deadlines = Collection<DeadlineView>;

const earliestFirst: readonly Sort[] = [{ field: 'nextDueAt', direction: 'ascending' }];

export interface DueStream {
  readonly stream: StreamName;
  /** Of the stream's earliest timer. */
  readonly dueAt: Instant;
}

const dueStream = ({ stream, nextDueAt: dueAt }: DeadlineView): readonly DueStream[] =>
  dueAt === undefined ? [] : [{ stream, dueAt }];

const behind = ({ dueAt, stream }: DueStream): Filter => ({
  all: [
    { field: 'nextDueAt', gte: dueAt },
    {
      any: [
        { field: 'nextDueAt', gt: dueAt },
        { field: '_id', gt: stream },
      ],
    },
  ],
});

/**
 * Streams with something due at or before `at`, in order of due time and name, each once.
 *
 * @param after only those behind this one in that order
 */
export async function dueBefore(
  deadlines: Deadlines,
  at: Instant,
  limit: number,
  after?: DueStream,
): Promise<readonly DueStream[]> {
  const due: Filter = { field: 'nextDueAt', lte: at };
  const filter = after === undefined ? due : { all: [due, behind(after)] };
  const streams: DueStream[] = [];
  let cursor: string | undefined;
  do {
    const page: PageOf<DeadlineView> = await deadlines.find(filter, earliestFirst, {
      limit: Math.min(limits.page, limit - streams.length),
      ...(cursor !== undefined && { cursor }),
    });
    streams.push(...page.items.flatMap(dueStream));
    cursor = page.next;
  } while (cursor !== undefined && streams.length < limit);
  return streams;
}

/** What is due within a stretch of time, the earliest first: `from` inclusive, `before` exclusive. */
export const dueWithin = (
  deadlines: Deadlines,
  visible: Filter,
  { from, before }: { readonly from?: Instant; readonly before?: Instant },
  page?: PageRequest,
): Promise<PageOf<DeadlineView>> =>
  deadlines.find(
    { all: [visible, { field: 'nextDueAt', exists: true }, ...within('nextDueAt', from, before)] },
    earliestFirst,
    page,
  );
