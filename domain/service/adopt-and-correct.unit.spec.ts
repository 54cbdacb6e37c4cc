import { expect } from 'chai';
import {
  command,
  draft,
  newest,
  publish,
  published,
  story,
  wider,
} from '../../test/given/service-story.js';
import { newestOf, versionOf } from './index.js';

const adopt = (overrides: object = {}, more: object = {}) =>
  command('adopt', { of: 'demo', effectiveFrom: '2026-04-01', overrides, ...more });

describe('service', () => {
  describe('correcting texts', () => {
    const correct = (texts: object, more: object = {}) =>
      command('correct-texts', { texts, reason: 'Spelling', ...more });

    it('changes the words of a version and nothing else', () => {
      const after = { en: 'Street lamp', hi: 'सड़क की बत्ती' };
      const corrected = published.when(correct({ '/title': after }));
      corrected.then({
        type: 'service.texts-corrected.v1',
        data: {
          version: 1,
          corrections: [{ path: '/title', before: { en: 'Street light' }, after }],
        },
      });
      expect(newest(corrected)).to.deep.equal({ ...newest(published), title: after });
    });

    it('reaches words deep within', () => {
      const path = '/workflow/actions/0/title';
      const corrected = published.when(correct({ [path]: { en: 'Mend' } }));
      expect(newest(corrected).workflow.actions[0]?.title).to.deep.equal({ en: 'Mend' });
    });

    it('leaves older versions alone unless they are named', () => {
      const two = published.when(draft()).when(publish('2026-04-01'));
      const newestOnly = two.when(correct({ '/title': { en: 'New' } }));
      expect(versionOf(newestOnly.state, 1)?.title).to.deep.equal({ en: 'Street light' });
      const first = two.when(correct({ '/title': { en: 'Old' } }, { version: 1 }));
      expect(versionOf(first.state, 1)?.title).to.deep.equal({ en: 'Old' });
      expect(newest(first).title).to.deep.equal({ en: 'Street light' });
    });

    for (const path of ['/code', '/workflow/actions/0/guard', '/form/schema', '/start', '/nothing'])
      it(`refuses ${path}, which is no text`, () => {
        expect(published.when(correct({ [path]: { en: 'x' } })).rejection.code).to.equal(
          'service.no-such-text',
        );
      });

    it('changes nothing when the words are the same', () => {
      expect(published.when(correct({ '/title': { en: 'Street light' } })).decisions).to.deep.equal(
        [],
      );
    });

    it('needs a published version', () => {
      expect(story.when(correct({ '/title': { en: 'x' } })).rejection.code).to.equal(
        'service.not-published',
      );
      expect(
        published.when(correct({ '/title': { en: 'x' } }, { version: 7 })).rejection.code,
      ).to.equal('service.version-unknown');
    });
  });

  describe('adopting', () => {
    const overrides = {
      limits: { repair: { workingDays: 2 } },
      texts: { '/title': { en: 'Lamp post' } },
      office: 'lamps',
    };

    it('makes a complete definition and records what it came from', () => {
      const adopted = story.when(adopt(overrides)).when(publish());
      expect(newestOf(adopted.state)?.derivedFrom).to.deep.equal({
        authority: 'demo',
        version: 1,
        overridden: ['limits', 'texts', 'office'],
      });
      expect(newest(adopted)).to.deep.equal({
        ...wider,
        authority: 'demo.riverton',
        effectiveFrom: '2026-04-01',
        title: { en: 'Lamp post' },
        office: 'lamps',
        workflow: {
          ...wider.workflow,
          timers: [
            { ...wider.workflow.timers[0], length: { workingDays: 2 } },
            wider.workflow.timers[1],
          ],
        },
      });
    });

    it('overrides only what the wider definition marks', () => {
      const { rejection } = story.when(adopt({ calendar: 'mine' }));
      expect(rejection).to.deep.include({
        code: 'service.not-overridable',
        pointer: '/overrides/calendar',
        allowed: ['limits', 'texts', 'office', 'types'],
      });
    });

    it('refuses to override a timer or text that there is not', () => {
      for (const wrong of [{ limits: { x: { workingDays: 1 } } }, { texts: { '/x': { en: 'x' } } }])
        expect(story.when(adopt(wrong)).rejection.code).to.equal('service.override-unknown');
    });

    it('adopts only from an authority above, and what that has published', () => {
      for (const of of ['demo.riverton', 'demo.lakeside', 'demo.riverton.north'])
        expect(story.when(adopt({}, { of })).rejection.code).to.equal('service.not-above');
      expect(story.when(adopt({}, { version: 2 })).rejection.code).to.equal(
        'service.nothing-to-adopt',
      );
    });

    it('is not followed by a draft that overrides what it likes', () => {
      const adopted = story.when(adopt()).when(publish());
      expect(adopted.when(draft()).rejection.code).to.equal('service.is-adopted');
      adopted
        .when(adopt(overrides, { effectiveFrom: '2026-05-01' }))
        .when(publish())
        .then({
          type: 'service.published.v1',
          data: { definition: { version: 2 } },
        });
    });
  });
});
