import { languages } from './language.js';
import type { Persona, WebParts } from '../parts.js';
import type { Visit } from './visit.js';

interface NavigationItem {
  readonly href: string;
  readonly text: string;
  readonly active: boolean;
}

const ownNames: Readonly<Record<(typeof languages)[number], string>> = {
  en: 'English',
  hi: 'हिन्दी',
};

/** The same page in another language; what a form had posted is left behind. */
function languageLink(url: string, language: string): string {
  const address = new URL(url, 'http://charter.invalid');
  address.searchParams.set('lang', language);
  return address.pathname + address.search;
}

const sections: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  staff: [
    ['/queue', 'nav.queue'],
    ['/cases', 'nav.cases'],
    ['/overview', 'nav.overview'],
    ['/services', 'nav.services'],
  ],
  vendor: [['/cases', 'nav.work']],
  citizen: [
    ['/services', 'nav.services'],
    ['/cases', 'nav.mine'],
  ],
  public: [
    ['/services', 'nav.services'],
    ['/track', 'nav.track'],
  ],
  system: [],
};

const navigationFor = ({ caller, path, t }: Visit): readonly NavigationItem[] =>
  [['/', 'nav.home'] as const, ...(sections[caller.actor.kind] ?? [])].map(([href, key]) => ({
    href,
    text: t(key),
    active: href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
  }));

const shown = (visit: Visit, { name, post }: Persona) => ({
  name: visit.say(name),
  post: visit.say(post),
});

/** What every page needs beside its own data. */
export function layoutOf(parts: WebParts, visit: Visit, url: string): Record<string, unknown> {
  const { language, persona, t, times, now, session } = visit;
  return {
    t,
    say: visit.say,
    times,
    language,
    city: visit.say(parts.city.title),
    formToken: session.formToken,
    navigation: navigationFor(visit),
    languageLinks: languages.map((each) => ({
      text: ownNames[each],
      lang: each,
      ...(each === language ? { current: true } : { href: languageLink(url, each) }),
    })),
    sample: parts.sample !== undefined,
    persona: persona && shown(visit, persona),
    clockTime: times.dateTime(now),
    kind: visit.caller.actor.kind,
  };
}
