import type { Caller } from '../../commands/dispatch.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import type { Authority } from '../../domain/kernel/authority.js';
import type { Channel } from '../../domain/kernel/envelope.js';
import { staffCaller, type Directory } from './directory.js';
import type { Step, Taker } from './story.js';

interface Scene {
  readonly directory: Directory;
  readonly authority: Authority;
  /** Undefined before the submission. */
  readonly state: SubmittedCase | undefined;
}

/** Who takes a step, as their token would say. @throws RangeError when nobody holds the role */
export function callerOf(scene: Scene, { by, channel }: Pick<Step, 'by' | 'channel'>): Caller {
  const { authority, directory, state } = scene;
  switch (by.kind) {
    case 'citizen':
      return { actor: { id: by.id, kind: 'citizen', roles: [] }, authority, channel };
    case 'anonymous':
      return { actor: { id: 'public', kind: 'public', roles: [] }, authority, channel };
    case 'vendor':
      return state?.assignee?.id === by.id
        ? vendorCaller(scene, by.id, channel)
        : roleCaller(scene, by.otherwise, channel);
    case 'staff':
      return staffCaller(directory, authority, by.id, { channel });
    case 'role':
      return roleCaller(scene, by.role, channel);
    case 'for-party':
      return onBehalf(roleCaller(scene, by.role, channel), by, state);
  }
}

function roleCaller(scene: Scene, role: string, channel: Channel): Caller {
  const { directory, authority, state } = scene;
  const office = state?.office ?? null;
  return staffCaller(directory, authority, holder(scene, role), { office, role, channel });
}

function vendorCaller({ directory, authority }: Scene, id: string, channel: Channel): Caller {
  const post = directory.postsOf(id)[0];
  return {
    actor: { id, kind: 'vendor', roles: post?.roles ?? [] },
    authority,
    ...(post === undefined ? {} : { office: post.office }),
    channel,
  };
}

function onBehalf(
  caller: Caller,
  { party }: Extract<Taker, { kind: 'for-party' }>,
  state: SubmittedCase | undefined,
): Caller {
  const onBehalfOf = `${state?.header.reference ?? ''}.${party}`;
  return { ...caller, actor: { ...caller.actor, onBehalfOf } };
}

/** Whoever has the case, then who had it in this state, then one of its office, then anybody. */
function holder({ directory, state }: Scene, role: string): string {
  const holders = directory.holders(role, state?.office ?? null);
  const had = state && [state.assignee, state.holders[state.state]];
  const known = had?.find((one) => one?.kind === 'person' && holders.includes(one.id))?.id;
  const found = known ?? holders[0];
  if (found === undefined) throw new RangeError(`Nobody in the sample city is a ${role}`);
  return found;
}
