import { z } from 'zod';
import { channels } from '../../domain/kernel/envelope.js';
import { codeSchema } from '../../domain/kernel/ids.js';
import { instantSchema } from '../../domain/kernel/instant.js';
import { priorities } from '../../domain/service/schema/parts.js';
import { outcomes } from '../../domain/service/schema/workflow.js';
import { listed, within } from '../filters.js';
import type { Filter, Sort } from '../read-store.js';

const mostValues = 50;
const anyOf = <T extends z.ZodType>(value: T) =>
  z.array(value).min(1).max(mostValues).exactOptional();
const word = z.string().min(1).max(300);

/** What a list of cases can be narrowed by. Lists mean any of their values; times are `from` inclusive, `before` exclusive. */
export const caseSearchSchema = z.strictObject({
  service: anyOf(codeSchema),
  type: anyOf(codeSchema),
  state: anyOf(codeSchema),
  status: anyOf(z.enum(['open', 'resolved', 'closed'])),
  outcome: anyOf(z.enum(outcomes)),
  office: anyOf(codeSchema),
  /** Id of a person, office, post or vendor. */
  assignee: anyOf(word),
  /** Whether somebody in particular works on it. */
  assigned: z.boolean().exactOptional(),
  area: anyOf(word),
  /** `scheme:value`. */
  alias: anyOf(word),
  /** Account of a party. */
  party: anyOf(word),
  /** `registry:key` of the entry it is about. */
  subject: anyOf(word),
  priority: anyOf(z.enum(priorities)),
  channel: anyOf(z.enum(channels)),
  onTime: z.boolean().exactOptional(),
  openedFrom: instantSchema.exactOptional(),
  openedBefore: instantSchema.exactOptional(),
  updatedFrom: instantSchema.exactOptional(),
  updatedBefore: instantSchema.exactOptional(),
  closedFrom: instantSchema.exactOptional(),
  closedBefore: instantSchema.exactOptional(),
  dueFrom: instantSchema.exactOptional(),
  dueBefore: instantSchema.exactOptional(),
  /** A reference, or words of the summary, addresses, answers and aliases. */
  text: z.string().trim().min(1).max(200).exactOptional(),
});
export type CaseSearch = z.output<typeof caseSearchSchema>;

const listFields = [
  ['service', 'service'],
  ['type', 'type'],
  ['state', 'state.code'],
  ['status', 'status'],
  ['outcome', 'outcome'],
  ['office', 'office'],
  ['assignee', 'assignee.id'],
  ['area', 'areas'],
  ['alias', 'aliases'],
  ['party', 'partyIds'],
  ['subject', 'subject'],
  ['priority', 'priority'],
  ['channel', 'channel'],
] as const;

/** A reference as people write it: any case, with spaces or hyphens. */
const asReference = (text: string): string => text.replaceAll(/[\s-]/g, '').toUpperCase();

const found = (text: string): Filter => ({
  any: [{ text }, { field: '_id', eq: asReference(text) }],
});

/** Cases on which somebody in particular works: a person or a vendor. */
export const takenBySomebody: Filter = { field: 'assignee.kind', in: ['person', 'vendor'] };

/** The filter of a search; everything without conditions. */
export function caseFilter(search: CaseSearch): Filter {
  const { assigned, onTime, text } = search;
  const all: Filter[] = [
    ...listed(search, listFields),
    ...within('openedAt', search.openedFrom, search.openedBefore),
    ...within('updatedAt', search.updatedFrom, search.updatedBefore),
    ...within('closedAt', search.closedFrom, search.closedBefore),
    ...within('dueAt', search.dueFrom, search.dueBefore),
  ];
  if (assigned !== undefined) all.push(assigned ? takenBySomebody : { not: takenBySomebody });
  if (onTime !== undefined) all.push({ field: 'onTime', eq: onTime });
  if (text !== undefined) all.push(found(text));
  return { all };
}

const by = (field: string, direction: Sort['direction']): readonly Sort[] => [{ field, direction }];

/** The orders that lists of cases are shown in. */
export const caseSorts = {
  /** What must be done first: by due time, then cases without one by opening. */
  queue: by('queueOrder', 'ascending'),
  newest: by('openedAt', 'descending'),
  oldest: by('openedAt', 'ascending'),
  updated: by('updatedAt', 'descending'),
} as const;
export type CaseSort = keyof typeof caseSorts;
