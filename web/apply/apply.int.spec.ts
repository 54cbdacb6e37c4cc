import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { darkLamp, fillIn, report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor } from '../../test/web/visitor.js';

describe('applying for a service', () => {
  let site: Site;
  let visitor: Visitor;
  before(async () => {
    site = await openSite({ root });
  });
  after(() => site.close());
  beforeEach(() => {
    visitor = new Visitor(site.url);
  });

  const submitted = async () => {
    const events = [];
    for await (const page of site.town.city.store.readAll())
      events.push(...page.filter(({ type }) => type === 'case.submitted.v1'));
    return events;
  };

  describe('the list of services', () => {
    it('shows what the city takes applications for, each with a link', async () => {
      const page = await visitor.go('/services');
      expect(page.text).to.include('Complaint').and.to.include('Trade licence');
      expect(page.html).to.include('href="/apply/complaint"');
    });

    it('is searched by words of titles and kinds, in either language', async () => {
      expect((await visitor.go('/services?q=pothole')).text)
        .to.include('Complaint')
        .and.not.to.include('Trade licence');
      expect((await visitor.go('/services?q=लाइसेंस&lang=hi')).html).to.include(
        '/apply/trade-licence',
      );
    });

    it('shows only what the visitor can begin: not what staff begin', async () => {
      const codes = ['complaint', 'septic-vehicle-trip'];
      const other = await openSite({ root, services: codes });
      const stranger = new Visitor(other.url);
      expect((await stranger.go('/services')).html)
        .to.include('/apply/complaint')
        .and.not.include('/apply/septic-vehicle-trip');
      await other.close();
    });

    it('shows administrators every version', async () => {
      await visitor.actAs('kabir');
      const page = await visitor.go('/services');
      expect(page.text)
        .to.include('Versions of services')
        .and.match(/Complaint demo\.riverton\/complaint 1 In effect 1 January 2024/);
    });

    it('says so when nothing matches', async () => {
      const page = await visitor.go('/services?q=zeppelin');
      expect(page.text)
        .to.include('No service matches “zeppelin”')
        .and.to.include('Show all services');
    });
  });

  describe('the way to the confirmation', () => {
    it('submits what was answered, once, and shows reference and due date', async () => {
      await visitor.actAs('asha');
      const check = await fillIn(visitor, 'complaint', darkLamp);
      expect(check.text)
        .to.include('Street light not working')
        .and.include('Possibly')
        .and.include('12 Station Road')
        .and.include('Asha Verma');
      const before = (await submitted()).length;
      const done = await visitor.submit(check);
      expect(done.text).to.match(/Your reference \w{4}-\w{4}-\w/);
      expect(done.text).to.include('The city means to be done by 5 March 2026, 5:30 pm');
      const events = await submitted();
      expect(events).to.have.length(before + 1);
      expect(events.at(-1)?.data).to.deep.include({
        service: 'complaint',
        type: 'light-not-working',
        office: 'street-lighting',
        language: 'en',
        summary: 'The lamp at the corner of Station Road has been dark for a week.',
        places: [{ role: 'matter', address: '12 Station Road', areas: ['ward-4'] }],
      });
    });

    it('says beforehand how long it takes, from kind to kind, and asks for no papers of the office', async () => {
      const page = await visitor.go('/apply/complaint');
      expect(page.text)
        .to.include('The city means to be done within 1 to 15 working days')
        .and.include('Photograph')
        .and.not.include('Photograph of the work done');
      const check = await fillIn(visitor, 'complaint', darkLamp);
      expect(check.text).not.to.include('Photograph of the work done');
      expect(check.text).not.to.match(/Change What is it about\? ?\(/);
    });

    it('has one effect when the last button is pressed twice, or again after going back', async () => {
      const check = await fillIn(visitor, 'complaint', darkLamp);
      const before = (await submitted()).length;
      const [first, second] = await Promise.all([visitor.submit(check), visitor.submit(check)]);
      const third = await visitor.submit(check);
      expect(await submitted()).to.have.length(before + 1);
      for (const page of [first, second, third]) expect(page.path).to.match(/\/done$/);
    });

    it('keeps answers for whoever goes back, and changes single ones from the last page', async () => {
      const check = await fillIn(visitor, 'complaint', darkLamp);
      const folder = check.path.replace(/check$/, '');
      const earlier = await visitor.go(`${folder}form-1`);
      expect(earlier.html).to.include('dark for a week');
      const change = await visitor.go(`${folder}form-2?change=1`);
      const again = await visitor.submit(change, { address: '14 Mill Lane' });
      expect(again.path).to.match(/\/check$/);
      expect(again.text).to.include('14 Mill Lane').and.not.to.include('12 Station Road');
    });

    it('asks the extra questions of the kind that was chosen, and no others', async () => {
      const lamp = await visitor.submit(await visitor.go('/apply/complaint'));
      const folder = lamp.path.replace(/type$/, '');
      await visitor.submit(lamp, { type: 'light-not-working' });
      expect((await visitor.go(`${folder}form-4`)).text).to.include('Number on the pole');
      await visitor.submit(await visitor.go(`${folder}type`), { type: 'pothole' });
      expect((await visitor.go(`${folder}form-4`)).text).not.to.include('Number on the pole');
    });

    it('lets somebody stay unknown, who follows the case by its reference alone', async () => {
      const { 'reporter-contact': _none, ...rest } = darkLamp;
      const check = await fillIn(visitor, 'complaint', {
        ...rest,
        'reporter-kind': { 'party.reporter.kind': 'anonymous' },
      });
      expect(check.text).not.to.include('Telephone number');
      const done = await visitor.submit(check);
      const status = await visitor.go(/href="(\/track\/\w+)"/.exec(done.html)?.[1] ?? '');
      expect(status.status).to.equal(200);
      expect(status.text).to.include('Received').and.not.to.include('Station Road');
    });
  });

  describe('errors', () => {
    it('are shown in a summary and at their questions, and keep what was typed', async () => {
      await visitor.submit(await visitor.go('/apply/complaint'));
      const type = await visitor.submit(await visitor.go('/apply/complaint'));
      const form = await visitor.submit(type, { type: 'pothole' });
      const page = await visitor.submit(form, {
        'answers.description': 'short',
        'answers.noticed_on-day': '31',
        'answers.noticed_on-month': '2',
        'answers.noticed_on-year': '2026',
      });
      expect(page.status).to.equal(422);
      expect(page.title).to.match(/^Error: /);
      expect(page.errors).to.deep.equal([
        '“What is wrong?” must have 10 characters or more',
        'Choose an answer to “Is anybody in danger?”',
        '“When did you first notice it?” must be a real date, such as 27 3 2026',
      ]);
      expect(page.html).to.include('href="#field-answers.noticed_on-day"');
      expect(page.html).to.include('id="field-answers.noticed_on-day"');
      expect(page.html).to.include('short</textarea>');
    });

    it('speak the language of the page', async () => {
      const hindi = new Visitor(site.url, { 'accept-language': 'hi' });
      const type = await hindi.submit(await hindi.go('/apply/complaint'));
      const page = await hindi.submit(type);
      expect(page.title).to.match(/^त्रुटि: /);
      expect(page.errors).to.deep.equal(['“यह किस बारे में है?” का एक उत्तर चुनें']);
    });

    it('say that a complaint needs a place, and take a ward alone', async () => {
      const type = await visitor.submit(await visitor.go('/apply/complaint'));
      const folder = type.path.replace(/type$/, '');
      await visitor.submit(type, { type: 'pothole' });
      const where = await visitor.go(`${folder}form-2`);
      expect(where.text)
        .to.include('Where is it?')
        .and.include('What is nearby?')
        .and.not.include('Ward (optional)');
      const nowhere = await visitor.submit(where, { 'answers.landmark': 'The school' });
      expect(nowhere.errors).to.deep.equal([
        'Give an address or choose a ward, so that it can be found',
      ]);
      const somewhere = await visitor.submit(nowhere, { area: 'ward-4' });
      expect(somewhere.path).to.match(/form-3$/);
    });

    it('of a date to come, where only one that has been can be meant', async () => {
      const type = await visitor.submit(await visitor.go('/apply/complaint'));
      const form = await visitor.submit(type, { type: 'pothole' });
      expect(form.text).to.include('Today or a day in the past, for example 27 3 2026');
      const page = await visitor.submit(form, {
        'answers.description': 'A hole as wide as the road.',
        'answers.danger': 'none',
        'answers.noticed_on-day': '3',
        'answers.noticed_on-month': '3',
        'answers.noticed_on-year': '2026',
      });
      expect(page.errors).to.deep.equal([
        '“When did you first notice it?” must be today or a day in the past',
      ]);
    });

    it('of a form as a whole stand at the question that they name', async () => {
      const start = await visitor.submit(await visitor.go('/apply/trade-licence'));
      const types = start.forms.at(-1)?.choices.find(([name]) => name === 'type')?.[1] ?? '';
      const folder = start.path.replace(/type$/, '');
      await visitor.submit(start, { type: types });
      const page = await visitor.submit(await visitor.go(`${folder}form-1`), {
        'answers.tax_number': 'not a number',
      });
      expect(page.errors.join()).to.include('must have the form asked for');
    });

    it('lead back to the first page that was left out', async () => {
      const type = await visitor.submit(await visitor.go('/apply/complaint'));
      const page = await visitor.go(type.path.replace(/type$/, 'check'));
      expect(page.path).to.match(/\/type$/);
    });

    it('of the pipeline lead from the last page to the question', async () => {
      const check = await fillIn(visitor, 'complaint', darkLamp);
      const folder = check.path.replace(/check$/, '');
      await visitor.submit(await visitor.go(`${folder}reporter-contact`), {
        'party.reporter.email': 'someone@localhost.x',
      });
      const page = await visitor.submit(check);
      expect(page.status).to.equal(422);
      expect(page.html).to.include(`${folder}reporter-kind?change=1#`);
    });
  });

  it('takes documents by name and fingerprint where the service demands them', async () => {
    await visitor.actAs('asha');
    const start = await visitor.submit(await visitor.go('/apply/trade-licence'));
    const folder = start.path.replace(/type$/, '');
    const type = start.forms.at(-1)?.choices.find(([name]) => name === 'type')?.[1] ?? '';
    await visitor.submit(start, { type });
    const page = await visitor.go(`${folder}documents`);
    const token = page.forms.at(-1)?.values.find(([name]) => name === '_token')?.[1] ?? '';
    const upload = (type: string) => {
      const body = new FormData();
      body.set('_token', token);
      body.set('document.identity', new Blob(['passport'], { type }), 'passport.pdf');
      return visitor.request(`${folder}documents`, { method: 'POST', body });
    };
    expect((await upload('text/html')).errors[0]).to.match(/must be one of these/);
    await upload('application/pdf');
    const again = await visitor.go(`${folder}documents`);
    expect(again.text).to.include('Already given: passport.pdf');
  });

  it('gives an unfinished application to nobody else', async () => {
    const check = await fillIn(visitor, 'complaint', darkLamp);
    const page = await new Visitor(site.url).go(check.path);
    expect(page.status).to.equal(404);
    expect(page.text).to.include('Your answers were not kept');
  });

  it('tells whoever may not begin a case that others do', async () => {
    await visitor.actAs('ramesh');
    const page = await visitor.go('/apply/trade-licence');
    expect(page.text).to.include('This service is not open to you');
    expect(page.forms.filter(({ method }) => method === 'post')).to.be.empty;
  });

  it('lets staff register a case for somebody', async () => {
    await visitor.actAs('gita');
    const reference = await report(visitor);
    const page = await visitor.go(`/cases/${reference}`);
    expect(page.text).to.include('Asha Verma').and.include('You');
  });

  it('says so where there is no such service, and leads to those there are', async () => {
    const page = await visitor.go('/apply/zeppelin');
    expect(page.status).to.equal(404);
    expect(page.text).to.include('There is no such service').and.include('Go to all services');
  });
});
