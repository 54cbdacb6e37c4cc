import { ok } from '../../domain/kernel/result.js';
import { defineRejections } from '../../domain/kernel/rejection.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import {
  referenceCommandSchemas,
  referenceDecider,
  referenceStream,
  type ReferenceCommand,
  type ReferenceContext,
  type ReferenceEvent,
  type ReferenceState,
} from '../../domain/reference/index.js';
import { accessRules } from '../access/rules.js';
import { areasSet, officesSet } from '../catalogue/sets.js';
import type { Aggregate } from '../pipeline/aggregate.js';
import { commandParser } from '../pipeline/parse.js';
import { rejectRequest } from '../pipeline/rejections.js';
import { ownedStream, ownedTarget } from './owned-target.js';

const reject = defineRejections('reference', {
  'set-name': {
    kind: 'invalid',
    message: 'An authority has one set of {kind}, and it is called "{name}".',
  },
});

/** Kinds of which an authority has one set, so that nobody has to know its name. */
const soleSets: Readonly<Record<string, string>> = { offices: officesSet, areas: areasSet };

export type ReferenceAggregate = Aggregate<
  ReferenceState,
  ReferenceCommand,
  ReferenceEvent,
  ReferenceContext & Acting
>;

/** Reference data: target `<authority>/<set>`. */
export const referenceAggregate: ReferenceAggregate = {
  name: 'reference',
  decider: referenceDecider,
  parse: commandParser('reference', referenceCommandSchemas),
  access: accessRules.reference,
  creates: () => false,
  locate: ({ dispatch: { target } }) => {
    const stream = ownedStream(target, referenceStream);
    return stream === undefined
      ? rejectRequest('unknown-target', { target, aggregate: 'reference' })
      : ok(stream);
  },
  subject: ({ request: { dispatch, command } }) => {
    const { target } = dispatch;
    const owned = ownedTarget(target);
    if (owned === undefined)
      return rejectRequest('unknown-target', { target, aggregate: 'reference' });
    const { kind } = command.body;
    const name = soleSets[kind];
    if (name !== undefined && name !== owned.code)
      return reject('set-name', { kind, name }, { pointer: '/kind' });
    return ok({ authority: owned.authority });
  },
  context: ({ request: { dispatch } }, acting) =>
    ok({ ...acting, set: ownedTarget(dispatch.target)?.code ?? '' }),
};
