import { placedTypes, type PlacedType } from '../../domain/service/types.js';
import { one, type Visit } from '../base/visit.js';
import type { Offered } from './application.js';
import type { DraftValues } from './drafts.js';

export interface TypeGroup {
  /** Title of the kinds above; empty for kinds that stand alone. */
  readonly title: string;
  readonly items: readonly {
    readonly value: string;
    readonly text: string;
    readonly checked: boolean;
  }[];
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

/** Whether each word of the search begins a word of the kind's titles or keywords, in any language. */
function matches(words: readonly string[], { type, above }: PlacedType): boolean {
  const texts = [type, ...above].flatMap(({ title, keywords = [] }) => [
    ...Object.values(title),
    ...keywords,
  ]);
  const known = texts.flatMap((text) => folded(text).split(/[^\p{L}\p{N}]+/u));
  return words.every((word) => known.some((each) => each.startsWith(word)));
}

/** Kinds that can be applied for, grouped by the kinds above them; with a search only those it finds. */
export function typeGroups(
  visit: Visit,
  { service }: Offered,
  values: DraftValues,
  search: string,
): readonly TypeGroup[] {
  const words = folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  const chosen = one(values, 'type');
  const groups = new Map<string, TypeGroup['items'][number][]>();
  for (const placed of placedTypes(service.definition.types)) {
    const { type, above } = placed;
    if (service.type(type.code)?.leaf !== true || !matches(words, placed)) continue;
    const title = above.map((kind) => visit.say(kind.title)).join(' – ');
    const item = { value: type.code, text: visit.say(type.title), checked: type.code === chosen };
    groups.set(title, [...(groups.get(title) ?? []), item]);
  }
  return [...groups].map(([title, items]) => ({ title, items }));
}
