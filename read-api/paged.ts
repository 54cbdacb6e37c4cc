import { z } from 'zod';
import type { Reply, ResponseDoc } from '../http/route.js';
import type { Document, PageOf } from '../projections/read-store.js';

/** A page of documents: items, and where the next and previous pages are. */
export const pageSchema = (item: z.ZodType) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('Cursor of the next page; none on the last one'),
    previous: z.string().optional(),
  });

/** @param tells what the first item tells, as `ResponseDoc` has it */
export const pageResponse = (
  description: string,
  item: z.ZodType,
  tells?: ResponseDoc['tells'],
): ResponseDoc => ({
  description,
  schema: pageSchema(item),
  headers: ['Link'],
  ...(tells && { tells }),
});

const linked = (url: string, cursor: string, relation: string): string => {
  const address = new URL(url, 'http://charter.invalid');
  address.searchParams.set('cursor', cursor);
  return `<${address.pathname}${address.search}>; rel="${relation}"`;
};

/** A page with its `Link` header (RFC 8288). */
export function pagedReply<D extends Document>(
  url: string,
  page: PageOf<D>,
  show: (item: D) => unknown,
): Reply {
  const links = [
    ...(page.next === undefined ? [] : [linked(url, page.next, 'next')]),
    ...(page.previous === undefined ? [] : [linked(url, page.previous, 'prev')]),
  ];
  return {
    status: 200,
    headers: links.length === 0 ? {} : { Link: links.join(', ') },
    body: { ...page, items: page.items.map(show) },
  };
}
