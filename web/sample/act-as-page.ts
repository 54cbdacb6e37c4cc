import { actorKinds } from '../../domain/kernel/envelope.js';
import { page, type Answer } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { one, type Visit } from '../base/visit.js';
import type { Persona, SampleCity } from '../parts.js';

/** Where each kind of person begins. */
const firstPage: Readonly<Record<string, string>> = {
  staff: '/queue',
  citizen: '/',
  vendor: '/cases',
};

const firstPageOf = ({ caller, begins }: Persona): string =>
  begins ?? firstPage[caller.actor.kind] ?? '/';

function groupsOf({ personas }: SampleCity, visit: Visit) {
  return actorKinds.flatMap((kind) => {
    const list = personas.filter(({ caller }) => caller.actor.kind === kind);
    if (list.length === 0) return [];
    const people = list.map(({ id, name, post, hint }) => ({
      id,
      name: visit.say(name),
      post: visit.say(post),
      hint: visit.say(hint),
      current: id === visit.persona?.id,
    }));
    return [{ title: visit.t(`actAs.kind.${kind}`), people }];
  });
}

/** Whom one can be in the sample city; until there is sign-in. */
export const actAsPage = (sample: SampleCity): PageRoute => ({
  path: '/act-as',
  get: (visit) =>
    page('sample/act-as', visit.t('actAs.title'), { groups: groupsOf(sample, visit) }),
  post: (visit): Answer => {
    const id = one(visit.body, 'persona');
    const persona = sample.personas.find((each) => each.id === id);
    const to = persona === undefined ? '/' : firstPageOf(persona);
    return { kind: 'redirect', to, actAs: persona?.id ?? null };
  },
});
