import { expect } from 'chai';
import {
  filledStore,
  freshStore,
  put,
  ready,
  thing,
  things,
  tombstone,
  type MakeReadStore,
  type Thing,
} from './fixture.js';

const documents: readonly Thing[] = [
  thing('a', 1, { title: 'Broken street lamp', notes: ['Near the café on Hauptstraße'] }),
  thing('b', 2, { title: 'STREET flooded', notes: ['water', 'pipe burst'] }),
  thing('c', 3, { title: 'पानी की समस्या', state: 'lamp' }),
  thing('d', 4, { title: 'Ref. 7Q2M4KXP, order no-12/34', notes: ['naïve résumé'] }),
  thing('e', 5, { title: 'streets and lamps' }),
];

const cases: readonly (readonly [string, string, string])[] = [
  ['a word anywhere in the text fields', 'burst', 'b'],
  ['without regard to case', 'sTrEeT', 'abe'],
  ['all of several words, in any order', 'lamp street', 'a'],
  ['the beginning of the last word', 'broken str', 'a'],
  ['only the whole of a word before the last', 'stree lamp', ''],
  ['words of several fields together', 'lamp cafe', 'a'],
  ['accented words by plain ones', 'cafe', 'a'],
  ['plain words by accented ones', 'läMp', 'ae'],
  ['composed and decomposed letters alike', 're\u0301sume\u0301', 'd'],
  ['letters that are no accents as they are', 'hauptstraße', 'a'],
  ['words of other scripts with their vowel signs', 'समस्या', 'c'],
  ['beginnings in other scripts', 'सम', 'c'],
  ['references', '7q2m4kxp', 'd'],
  ['parts around signs', 'no 12 34', 'd'],
  ['nothing in fields that are not text', 'open', ''],
  ['no operators of a search engine', 'street OR lamp', ''],
  ['nothing special about quotes and stars', '"street" lamp*', 'a'],
  ['a whole word that is the last too', 'street street', 'ab'],
];

export function textCases(makeStore: MakeReadStore): void {
  describe('text search', () => {
    const { find } = filledStore(makeStore, documents);

    for (const [title, text, expected] of cases)
      it(`finds ${title}`, async () => {
        expect((await find({ text })).join('')).to.equal(expected);
      });

    it('works within other conditions, and negated', async () => {
      const filter = { all: [{ text: 'street' }, { not: { text: 'lamp' } }] };
      expect(await find(filter)).to.deep.equal(['b']);
      expect(await find({ not: { text: 'street' } })).to.deep.equal(['c', 'd']);
    });
  });

  describe('text that changes', () => {
    const made = freshStore(makeStore);
    const find = async (text: string) =>
      (await made().store.collection<Thing>(things).find({ text }, [])).items.map(({ _id }) => _id);

    it('is found by its new words, no longer by its old ones', async () => {
      const { store } = made();
      await ready(store);
      await put(store, [thing('a', 1, { title: 'lamp broken' }), thing('b', 2, { title: 'lamp' })]);
      await put(store, [thing('a', 3, { title: 'pipe broken' })]);
      expect([await find('lamp'), await find('pipe'), await find('broken')]).to.deep.equal([
        ['b'],
        ['a'],
        ['a'],
      ]);
      await put(store, [thing('a', 4, {})]);
      expect(await find('broken')).to.deep.equal([]);
      await put(store, [thing('a', 5, { title: 'lamp again' })]);
      expect(await find('lamp')).to.deep.equal(['a', 'b']);
    });

    it('is not changed by a stale write, and goes with its document', async () => {
      const { store } = made();
      await ready(store);
      await put(store, [thing('a', 5, { title: 'lamp' })]);
      await put(store, [thing('a', 4, { title: 'pipe' })]);
      expect([await find('lamp'), await find('pipe')]).to.deep.equal([['a'], []]);
      await put(store, [tombstone('a', 6)]);
      expect(await find('lamp')).to.deep.equal([]);
      await put(store, [thing('b', 7, { title: 'lamp' })]);
      expect(await find('lamp')).to.deep.equal(['b']);
    });
  });
}
