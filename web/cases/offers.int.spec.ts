import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor } from '../../test/web/visitor.js';

describe('what the page of a case offers', () => {
  let site: Site;
  before(async () => {
    site = await openSite({ root });
  });
  after(() => site.close());

  const as = async (persona: string): Promise<Visitor> => {
    const visitor = new Visitor(site.url);
    await visitor.actAs(persona);
    return visitor;
  };
  const eventsOf = (reference: string) => site.town.city.events(`case-${reference}`);

  it('lets the supervisor to whom a case was escalated resolve it, with its cost in rupees', async () => {
    const [asha, ritu, anil] = [await as('asha'), await as('ritu'), await as('anil')];
    const reference = await report(asha);
    await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`));
    const form = await anil.go(`/cases/${reference}/act/resolve-as-supervisor`);
    expect(form.text).to.include('In ₹, for example 250.50').and.not.match(/paise/i);
    const filled = { 'input.work_done': 'repaired', comment: 'New lamp' };
    const wrong = await anil.submit(form, { ...filled, 'input.cost': '12.345' });
    expect(wrong.errors).to.deep.equal(['“Cost of material” must be an amount, such as 250.50']);
    expect(wrong.html).to.include('value="12.345"');
    const done = await anil.submit(wrong, { ...filled, 'input.cost': '1,250.50' });
    expect(done.text).to.include('Resolved').and.include('₹1,250.50');
    const acted = (await eventsOf(reference)).filter(({ type }) => type === 'case.acted.v1');
    expect(acted.at(-1)?.data).to.deep.include({
      input: { work_done: 'repaired', cost: 125_050 },
    });
  });

  it('offers one way to give a case to somebody, not three that read alike', async () => {
    const [asha, ritu] = [await as('asha'), await as('ritu')];
    const reference = await report(asha);
    const fresh = await ritu.go(`/cases/${reference}`);
    expect(fresh.text)
      .to.include('Give to a field worker')
      .and.include('Take it myself')
      .and.not.include('Change who has it');
    await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`));
    const given = await ritu.go(`/cases/${reference}`);
    expect(given.text).to.include('Change who has it');
    expect(given.html).not.to.include('/act/assign');
  });

  it('offers nobody from outside the papers that only the office brings', async () => {
    const [asha, ritu] = [await as('asha'), await as('ritu')];
    const reference = await report(asha);
    const path = `/cases/${reference}/attach-document`;
    expect((await asha.go(path)).text).not.to.include('Photograph of the work done');
    expect((await ritu.go(path)).text).to.include('Photograph of the work done');
  });
});
