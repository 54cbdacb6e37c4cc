import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Rejection } from '../../domain/kernel/rejection.js';

export type DraftValues = Readonly<Record<string, string | readonly string[]>>;

/** An application on its way: what was typed so far, page by page. Nothing of it is an event yet. */
export interface Draft {
  /** Also the submission's idempotency key: submitting twice has one effect. */
  readonly id: string;
  /** Only the session that began it can go on with it. */
  readonly session: string;
  readonly service: string;
  readonly values: DraftValues;
  /** Why the last submission was not accepted. */
  readonly refusal?: Rejection;
  /** Reference of the case that it became. */
  readonly submitted?: string;
}

export interface Drafts {
  begin(session: string, service: string, values: DraftValues): Draft;
  of(session: string, service: string, id: string): Draft | undefined;
  save(draft: Draft): void;
}

const lifetime = 4 * 3_600_000;
const most = 5_000;
/** Characters of all drafts together. */
const mostText = 64 * 1024 * 1024;

/** Drafts in memory; the oldest go first when there are too many. */
export function createDrafts(): Drafts {
  const drafts = new LRUCache<string, Draft>({
    max: most,
    maxSize: mostText,
    sizeCalculation: (draft) => JSON.stringify(draft).length,
    ttl: lifetime,
    updateAgeOnGet: true,
  });
  const save = (draft: Draft): void => void drafts.set(draft.id, draft);
  return {
    begin: (session, service, values) => {
      const draft = { id: randomUUID(), session, service, values };
      save(draft);
      return draft;
    },
    of: (session, service, id) => {
      const draft = drafts.get(id);
      return draft?.session === session && draft.service === service ? draft : undefined;
    },
    save,
  };
}
