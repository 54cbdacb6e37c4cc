import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor } from '../../test/web/visitor.js';

describe('the sample city', () => {
  let site: Site;
  let visitor: Visitor;
  before(async () => {
    site = await openSite({ root });
  });
  after(() => site.close());
  beforeEach(() => {
    visitor = new Visitor(site.url);
  });

  it('says on each page who one is and what time it is', async () => {
    await visitor.actAs('ritu');
    const page = await visitor.go('/services');
    expect(page.text)
      .to.include('You are Ritu Malhotra, Complaints officer, street lighting')
      .and.include('It is 2 March 2026, 10:00 am');
  });

  it('lists whom one can be, by kind, with what to try', async () => {
    const page = await visitor.go('/act-as');
    expect(page.text)
      .to.include('Asha Verma Citizen Report a problem.')
      .and.include('People who work for the city')
      .and.include('Gita Rao');
  });

  it('leads whoever becomes somebody to where their work is', async () => {
    expect((await visitor.actAs('ritu')).path).to.equal('/queue');
    expect((await visitor.actAs('kabir')).path).to.equal('/services');
    expect((await visitor.actAs('asha')).path).to.equal('/');
  });

  it('lets one be nobody again', async () => {
    await visitor.actAs('ritu');
    await visitor.actAs('');
    expect((await visitor.go('/queue')).status).to.equal(403);
  });

  it('takes an unknown person for nobody', async () => {
    const page = await visitor.submit(await visitor.go('/act-as'), { persona: 'the-mayor' });
    expect(page.text).to.include('You are nobody in particular');
  });

  it('moves its clock on and says what fell due by rule, or that nothing did', async () => {
    await visitor.actAs('asha');
    const reference = await report(visitor);
    const quiet = await visitor.submit(await visitor.go('/clock'), { step: 'hour' });
    expect(quiet.text).to.include('11:00 am').and.include('Nothing fell due');
    const page = await visitor.submit(await visitor.go('/clock'), { step: 'sixty-days' });
    expect(page.text)
      .to.include('From 2 March 2026, 11:00 am to 1 May 2026, 11:00 am')
      .and.include('Time is up: Time promised to the public')
      .and.include('Escalated');
    expect(page.html).to.include(`href="/cases/${reference}"`);
  });

  it('knows only the steps of the clock that it offers', async () => {
    const page = await visitor.submit(await visitor.go('/clock'), { step: 'a-century' });
    expect(page.status).to.equal(400);
  });
});
