import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor, type Seen } from '../../test/web/visitor.js';

const day = 24 * 3_600_000;

describe('the work of staff', () => {
  let site: Site;
  const references: string[] = [];
  before(async () => {
    site = await openSite({ root });
    const asha = new Visitor(site.url);
    await asha.actAs('asha');
    for (let count = 0; count < 23; count++) references.push(await report(asha));
  });
  after(() => site.close());

  const as = async (persona: string): Promise<Visitor> => {
    const visitor = new Visitor(site.url);
    await visitor.actAs(persona);
    return visitor;
  };
  const rowsIn = ({ html }: Seen): readonly string[] =>
    [...html.matchAll(/<a class="govuk-link" href="\/cases\/(\w{9})">/g)].map(([, id]) => id!);
  const link = ({ html }: Seen, relation: string): string =>
    new RegExp(`href="([^"]*)" rel="${relation}"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

  describe('the queue', () => {
    it('shows what waits in the office, what must be done first on top, page by page', async () => {
      const ritu = await as('ritu');
      const first = await ritu.go('/queue');
      expect(first.text).to.include('Street lighting').and.include('Waiting 23');
      expect(rowsIn(first)).to.have.length(20);
      const second = await ritu.go(link(first, 'next'));
      expect(rowsIn(second)).to.have.length(3);
      expect(rowsIn(await ritu.go(link(second, 'prev')))).to.deep.equal(rowsIn(first));
      expect([...rowsIn(first), ...rowsIn(second)]).to.have.members(references);
    });

    it('says of each case what, where, since when, until when and with whom', async () => {
      const page = await (await as('ritu')).go('/queue');
      expect(page.text)
        .to.include('dark for a week')
        .and.include('Street light not working')
        .and.include('Received, to be assigned')
        .and.include('Ward 4')
        .and.include('2 March 2026')
        .and.include('in 3 days');
    });

    it('shows nothing of other offices', async () => {
      expect(rowsIn(await (await as('gita')).go('/queue'))).to.be.empty;
    });

    it('is narrowed by words and service, and says when nothing is left', async () => {
      const ritu = await as('ritu');
      expect(rowsIn(await ritu.go(`/queue?text=${references[3]}`))).to.deep.equal([references[3]]);
      const none = await ritu.go('/queue?service=trade-licence&text=lamp');
      expect(none.text).to.include('Nothing matches');
    });

    it('lets one take a case with one button; whoever comes second is told', async () => {
      const [ritu, ramesh] = [await as('ritu'), await as('ramesh')];
      const [page, same] = [await ritu.go('/queue'), await ramesh.go('/queue')];
      const take = ({ forms }: Seen, id: string) =>
        forms.find(({ action }) => action === `/cases/${id}/assign`);
      const [id = ''] = rowsIn(page);
      const taken = await ritu.send(take(page, id));
      expect(taken.text).to.include('The case is assigned');
      expect(rowsIn(await ritu.go('/queue?tab=mine'))).to.deep.equal([id]);
      const late = await ramesh.send(take(same, id));
      expect(late.status).to.equal(409);
      expect(late.text).to.include('Changed in the meantime').and.include('Ritu Malhotra');
    });

    it('has kind words for an empty part', async () => {
      expect((await (await as('gita')).go('/queue?tab=overdue')).text).to.include(
        'Nothing is overdue',
      );
    });

    it('is for staff; others learn who they are here', async () => {
      const page = await (await as('asha')).go('/queue');
      expect(page.status).to.equal(403);
      expect(page.text).to.include('As Asha Verma, you cannot see this page');
      expect(page.html).to.include('href="/act-as"');
    });
  });

  describe('the overview', () => {
    it('counts by service, office and person, and leads to just those cases', async () => {
      const anil = await as('anil');
      const page = await anil.go('/overview');
      expect(page.text).to.match(/Complaint 23 22 0 0 23 0 –/);
      expect(page.text)
        .to.match(/Street lighting 23 22 0 0/)
        .and.match(/Ritu Malhotra 1 0 0 0/)
        .and.match(/Unassigned 22 22 0 0/);
      const href =
        /href="(\/cases\?service=complaint[^"]*view=waiting)"/.exec(page.html)?.[1] ?? '';
      const list = await anil.go(href.replaceAll('&amp;', '&'));
      expect(list.text).to.include('Find a case');
      expect(rowsIn(list)).to.have.length(22);
    });

    it('shows what is late once its time has passed', async () => {
      site.town.city.clock.forward(10 * day);
      await site.town.settle();
      const page = await (await as('anil')).go('/overview');
      expect(page.text).to.match(/Complaint 23 \d+ 0 23 0 0 –/);
    });

    it('is for staff', async () => {
      expect((await (await as('asha')).go('/overview')).status).to.equal(403);
    });
  });

  describe('lists of late cases', () => {
    it('marks what is overdue and escalated in lists', async () => {
      const page = await (await as('anil')).go('/queue?tab=overdue');
      expect(page.text)
        .to.include('Overdue')
        .and.include('Escalated, level')
        .and.include('days ago');
    });

    it('finds cases by state of time, reference and words', async () => {
      const anil = await as('anil');
      expect(rowsIn(await anil.go('/cases?view=overdue'))).to.have.length(23);
      expect(rowsIn(await anil.go(`/cases?text=${references[5]}`))).to.deep.equal([references[5]]);
      expect(rowsIn(await anil.go('/cases?view=closed'))).to.be.empty;
    });
  });

  describe('what is escalated to a post', () => {
    before(async () => {
      site.town.city.clock.forward(10 * day);
      await site.town.settle();
    });

    it('is among the work of who holds it, whatever their office, and theirs to take', async () => {
      const arjun = await as('arjun');
      const page = await arjun.go('/queue?tab=mine');
      const [first = ''] = rowsIn(page);
      expect(rowsIn(page)).to.have.length(20);
      const counted = /My work (\d+)/.exec(page.text)?.[1];
      expect((await arjun.go('/')).text)
        .to.match(new RegExp(`My work ${counted ?? 'no'}`))
        .and.not.include('Register for somebody');
      expect(rowsIn(await arjun.go('/queue?tab=overdue'))).to.include(first);
      const take = page.forms.find(({ action }) => action === `/cases/${first}/assign`);
      expect((await arjun.send(take)).text).to.include('The case is assigned');
      const taken = await arjun.go(`/cases/${first}`);
      expect(taken.text).to.include('With Arjun Mehta');
    });

    it('is in the queue of its office without being anybody else’s to take', async () => {
      const page = await (await as('anil')).go('/queue');
      expect(rowsIn(page).length).to.be.greaterThan(0);
      expect(page.forms.filter(({ action }) => action.endsWith('/assign'))).to.be.empty;
    });
  });
});
