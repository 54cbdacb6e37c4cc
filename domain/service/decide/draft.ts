import { contains } from '../../kernel/authority.js';
import { sameJson } from '../../kernel/canonical.js';
import { adopted } from '../adopt.js';
import { draftOf, newestOf, type Origin, type ServiceState } from '../state.js';
import { fact, nextVersion, unchanged, type Decide, type Decided } from './context.js';
import { reject } from './rejections.js';

/** Saves a definition to be published later, in place of a draft that is there. */
export const draft: Decide<'draft'> = ({ definition }, state, { authority, code }) => {
  const given = `${definition.authority}/${definition.code}`;
  const expected = `${authority}/${code}`;
  if (given !== expected)
    return reject('other-service', { given, expected }, { pointer: '/definition/code' });
  const { derivedFrom } = newestOf(state) ?? {};
  if (derivedFrom !== undefined)
    return reject('is-adopted', { code, authority: derivedFrom.authority }, { allowed: ['adopt'] });
  return save({ definition: { ...definition, version: nextVersion(state) } }, state);
};

/** Drafts the definition of an authority above, but for what that lets others have otherwise. */
export const adopt: Decide<'adopt'> = ({ of, version, ...adoption }, state, context) => {
  const { authority, code, published } = context;
  if (of === authority || !contains(of, authority))
    return reject('not-above', { of, authority }, { pointer: '/of' });
  const wider = published(of, code, version);
  if (wider === undefined) return reject('nothing-to-adopt', { of, code }, { pointer: '/of' });
  const definition = adopted(wider, { ...adoption, authority, version: nextVersion(state) });
  if (!definition.ok) return definition;
  const overridden = Object.keys(adoption.overrides);
  const derivedFrom = { authority: of, version: wider.version, overridden };
  return save({ definition: definition.value, derivedFrom }, state);
};

const save = (draft: Origin, state: ServiceState): Decided =>
  sameJson(draft, draftOf(state) ?? null)
    ? unchanged
    : fact({ type: 'service.drafted.v1', data: draft });

export const discardDraft: Decide<'discard-draft'> = (_, state, { code }) => {
  const before = draftOf(state);
  if (before === undefined) return reject('no-draft', { code }, { allowed: ['draft'] });
  const { version } = before.definition;
  return fact({ type: 'service.draft-discarded.v1', data: { version } });
};
