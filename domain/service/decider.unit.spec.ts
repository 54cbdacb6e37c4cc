import { expect } from 'chai';
import {
  command,
  context,
  date,
  draft,
  newest,
  publish,
  published,
  story,
  withdraw,
  type ServiceStory,
} from '../../test/given/service-story.js';
import { storyOf } from '../../test/given-when-then.js';
import { createCodec } from '../kernel/codec.js';
import {
  draftOf,
  serviceDecider,
  serviceEvents,
  serviceStream,
  versionOf,
  versionOn,
} from './index.js';

describe('service', () => {
  describe('drafting', () => {
    it('keeps a draft apart from what is published', () => {
      const revised = published.when(draft((d) => (d.title = { en: 'Lamp' })));
      revised.then({ type: 'service.drafted.v1', data: { definition: { version: 2 } } });
      expect(newest(revised).title).to.deep.equal({ en: 'Street light' });
      expect(draftOf(revised.state)?.definition.title).to.deep.equal({ en: 'Lamp' });
    });

    it('changes nothing when the same draft is saved again', () => {
      expect(story.when(draft()).when(draft()).decisions).to.deep.equal([]);
    });

    it('refuses the definition of another service or authority', () => {
      for (const change of [
        (d: { code: string }) => (d.code = 'water'),
        (d: { authority: string }) => (d.authority = 'demo'),
      ])
        expect(story.when(draft(change)).rejection.code).to.equal('service.other-service');
    });

    it('discards a draft, and nothing else', () => {
      expect(story.when(draft()).when(command('discard-draft')).state).to.deep.equal({
        status: 'absent',
      });
      const kept = published.when(draft((d) => (d.office = 'x'))).when(command('discard-draft'));
      expect(kept.state).to.deep.equal(published.state);
      expect(published.when(command('discard-draft')).rejection.code).to.equal('service.no-draft');
    });
  });

  describe('publishing', () => {
    it('numbers versions one by one', () => {
      const second = published.when(draft()).when(publish('2026-04-01'));
      expect(newest(published)).to.deep.include({ version: 1, effectiveFrom: '2026-01-01' });
      expect(newest(second)).to.deep.include({ version: 2, effectiveFrom: '2026-04-01' });
      expect(versionOf(second.state, 1)).to.deep.equal(newest(published));
      expect(second.state.status).to.equal('published');
    });

    it('needs a draft', () => {
      expect(story.when(publish()).rejection).to.deep.include({
        code: 'service.no-draft',
        allowed: ['draft', 'adopt'],
      });
    });

    it('refuses a draft with errors and points at them', () => {
      const { rejection } = story
        .when(draft((d) => (d.workflow.actions[0]!.to = 'nowhere')))
        .when(publish());
      expect(rejection.code).to.equal('service.definition-faulty');
      expect(rejection.faults?.map(({ pointer }) => pointer)).to.include('/workflow/actions/0/to');
    });

    it('publishes a draft that has no more than warnings', () => {
      const warned = story.when(
        draft((d) =>
          d.workflow.states.push({ code: 'limbo', title: { en: 'Limbo' }, kind: 'normal' }),
        ),
      );
      warned.when(publish()).then({ type: 'service.published.v1' });
    });

    it('lets the first version be in effect since any day', () => {
      expect(newest(story.when(draft()).when(publish('1999-01-01'))).effectiveFrom).to.equal(
        '1999-01-01',
      );
    });

    it('lets a version only follow on the one before', () => {
      const again = published.when(draft());
      expect(again.when(publish('2026-01-01')).rejection.code).to.equal('service.date-too-early');
    });

    it('takes back no day on which cases were taken', () => {
      const again = published.when(draft());
      expect(again.when(publish('2026-02-28')).rejection.code).to.equal('service.date-past');
      again.when(publish('2026-03-01')).then({ type: 'service.published.v1' });
    });

    it('takes the local date of the service for today', () => {
      const late = published.at('2026-03-01T19:00:00Z').when(draft());
      expect(late.when(publish('2026-03-01')).rejection.message).to.contain('2026-03-02');
    });

    it('lets an import publish what was in effect long ago', () => {
      storyOf(serviceDecider, { ...context, origin: 'import' as const })
        .when(draft())
        .when(publish('2001-01-01'))
        .when(draft())
        .when(publish('2002-01-01'))
        .then({ type: 'service.published.v1', data: { definition: { version: 2 } } });
    });
  });

  describe('version for a case', () => {
    const second = published.when(draft()).when(publish('2026-04-01'));
    const number = (of: ServiceStory, on: string) => versionOn(of.state, date(on))?.version;

    it('is the highest that is in effect', () => {
      expect(
        ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'].map((on) => number(second, on)),
      ).to.deep.equal([undefined, 1, 1, 2]);
    });

    it('is none where nothing was published', () => {
      expect(number(story.when(draft()), '2026-05-01')).to.equal(undefined);
    });

    it('is none from the day of a withdrawal until a later version', () => {
      const gone = published.when(withdraw('2026-03-10'));
      expect(number(gone, '2026-03-09')).to.equal(1);
      expect(number(gone, '2026-03-10')).to.equal(undefined);
      const back = gone.when(draft()).when(publish('2026-06-01'));
      expect(
        ['2026-03-09', '2026-03-10', '2026-06-01'].map((on) => number(back, on)),
      ).to.deep.equal([1, undefined, 2]);
    });
  });

  describe('withdrawing', () => {
    it('is refused for what is not published, for a past day, and from before it began', () => {
      expect(story.when(withdraw('2026-05-01')).rejection.code).to.equal('service.not-published');
      expect(published.when(withdraw('2026-02-01')).rejection.code).to.equal('service.date-past');
      expect(published.when(withdraw('2026-01-01')).rejection.code).to.equal(
        'service.date-too-early',
      );
    });

    it('changes nothing the second time', () => {
      const gone = published.when(withdraw('2026-05-01'));
      expect(gone.when(withdraw('2026-05-01')).decisions).to.deep.equal([]);
    });

    it('keeps a draft', () => {
      expect(published.when(draft()).when(withdraw('2026-05-01')).state.status).to.equal('revised');
    });
  });

  it('has a stream of its own', () => {
    expect(serviceStream(context.authority, context.code)).to.equal(
      'service-demo.riverton-street-light',
    );
  });

  it('writes what its event schemas take', () => {
    const codec = createCodec(serviceEvents);
    const all = story
      .when(
        command('adopt', {
          of: 'demo',
          effectiveFrom: '2026-04-01',
          overrides: { office: 'lamps' },
        }),
      )
      .when(publish())
      .when(command('correct-texts', { texts: { '/title': { en: 'x' } }, reason: 'y' }))
      .when(withdraw('2026-07-01'));
    for (const { event } of all.decisions) expect(codec.encode(event)).to.deep.equal(event.data);
  });
});
