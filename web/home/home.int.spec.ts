import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor } from '../../test/web/visitor.js';

describe('the first page', () => {
  let site: Site;
  let visitor: Visitor;
  before(async () => {
    site = await openSite({ root });
  });
  after(() => site.close());
  beforeEach(() => {
    visitor = new Visitor(site.url);
  });

  it('offers what the visitor can do: to anybody services and following a case', async () => {
    const page = await visitor.go('/');
    expect(page.html).to.include('href="/services"').and.include('action="/track"');
    expect(page.html).not.to.include('href="/queue"');
  });

  it('offers citizens their cases, with how many are open', async () => {
    await visitor.actAs('asha');
    await report(visitor);
    const page = await visitor.go('/');
    expect(page.text).to.match(/My cases 1 What you reported/);
  });

  it('promises nothing, and sends nobody to act as somebody, in a city without services', async () => {
    const bare = await openSite({ root, services: [], sample: false });
    const stranger = new Visitor(bare.url);
    const page = await stranger.go('/');
    expect(page.text)
      .to.include('The city has not published any services yet')
      .and.not.include('street light')
      .and.not.include('licence');
    expect((await stranger.go('/queue')).text).not.to.match(/act as/i);
    await bare.close();
  });

  it('offers staff queue, work and overview', async () => {
    await visitor.actAs('ritu');
    const { html } = await visitor.go('/');
    for (const path of ['/queue', '/queue?tab=mine', '/queue?tab=overdue', '/cases', '/overview'])
      expect(html).to.include(`href="${path}"`);
  });

  describe('following a case', () => {
    it('leads from a reference, however it is written, to the public status', async () => {
      const reference = await report(visitor);
      const page = await visitor.go(`/track?reference=${reference.toLowerCase()}`);
      expect(page.path).to.equal(`/track/${reference}`);
      expect(page.text).to.include('Received').and.include('Due').and.include('Last change');
    });

    it('tells nothing of persons, places and answers', async () => {
      const page = await visitor.go(`/track/${await report(visitor)}`);
      expect(page.text)
        .to.not.include('Asha')
        .and.not.include('Station Road')
        .and.not.include('dark for a week');
    });

    it('leads those who may see the whole case to it', async () => {
      await visitor.actAs('asha');
      const reference = await report(visitor);
      expect((await visitor.go(`/track/${reference}`)).path).to.equal(`/cases/${reference}`);
    });

    it('tells nothing at all of a confidential case', async () => {
      const reference = await report(visitor);
      const anil = new Visitor(site.url);
      await anil.actAs('anil');
      const { city } = site.town;
      await city.must('case reclassify', reference, {
        confidentiality: 'confidential',
        reason: 'A witness is named',
      });
      expect((await visitor.go(`/track/${reference}`)).status).to.equal(404);
    });

    it('says what is wrong with a reference that is none', async () => {
      const malformed = await visitor.go('/track?reference=abc');
      expect(malformed.errors[0]).to.match(/nine letters and digits/);
      expect(malformed.html).to.include('value="abc"');
      const reference = await report(visitor);
      const swapped = `${reference[1]}${reference[0]}${reference.slice(2)}`;
      if (swapped !== reference)
        expect((await visitor.go(`/track?reference=${swapped}`)).errors[0]).to.match(/swapped/);
    });

    it('knows nothing of a case that is not there', async () => {
      expect((await visitor.go('/track/0000000000')).status).to.equal(404);
    });
  });
});
