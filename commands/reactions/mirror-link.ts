import { z } from 'zod';
import { linkSchema, type Link } from '../../domain/case/header.js';
import { keyOf } from '../../domain/kernel/ids.js';
import { reactorOf, type CausingEvent, type Consequence, type Reaction } from './reaction.js';

type LinkKind = Link['kind'];

/** What a link is called from the other side. */
export const inverseKinds: Readonly<Record<LinkKind, LinkKind>> = {
  child: 'parent',
  parent: 'child',
  duplicate: 'duplicate-of',
  'duplicate-of': 'duplicate',
  'appeal-of': 'appealed-by',
  'appealed-by': 'appeal-of',
  'renewal-of': 'renewed-by',
  'renewed-by': 'renewal-of',
  'correction-of': 'corrected-by',
  'corrected-by': 'correction-of',
  'caused-by': 'cause-of',
  'cause-of': 'caused-by',
  'work-order': 'work-order-of',
  'work-order-of': 'work-order',
};

const submitted = z.object({ links: z.array(linkSchema) });
const linked = z.object({ link: linkSchema });
const unlinked = z.object({ link: linkSchema, reason: z.string() });

const inverse = (event: CausingEvent, { kind }: Link): Link => ({
  kind: inverseKinds[kind],
  case: keyOf(event.stream),
});

const link = (event: CausingEvent, forward: Link): Consequence => ({
  aggregate: 'case',
  operation: 'link',
  target: forward.case,
  body: { link: inverse(event, forward) },
});

function react(event: CausingEvent): readonly Consequence[] {
  // The other side's link is the answer to one, and needs none.
  if (event.meta.actor.id === reactorOf({ name })) return [];
  if (event.type === 'case.submitted.v1')
    return submitted.parse(event.data).links.map((forward) => link(event, forward));
  if (event.type === 'case.linked.v1') return [link(event, linked.parse(event.data).link)];
  const { link: forward, reason } = unlinked.parse(event.data);
  const body = { link: inverse(event, forward), reason };
  return [{ aggregate: 'case', operation: 'unlink', target: forward.case, body }];
}

const name = 'mirror-link';

/** A case linked to another gets the inverse link on the other, and loses it with it. */
export const mirrorLink: Reaction = {
  name,
  on: ['case.submitted.v1', 'case.linked.v1', 'case.unlinked.v1'],
  outside: false,
  // What an import links may not be there; nothing can be mirrored on it.
  already: ['case.link-exists', 'case.link-unknown', 'case.unknown'],
  react,
};
