import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor, type Seen } from '../../test/web/visitor.js';

describe('the page of a case', () => {
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

  describe('for the person whose case it is', () => {
    it('shows what it is, their own data and what they can do', async () => {
      const asha = await as('asha');
      const page = await asha.go(`/cases/${await report(asha)}`);
      expect(page.text)
        .to.include('Street light not working')
        .and.include('12 Station Road')
        .and.include('98100 12345')
        .and.include('dark for a week')
        .and.include('Withdraw')
        .and.include('Sent in');
    });

    it('hides what is the business of the office: assignments, internal limits, names of staff', async () => {
      const [asha, ritu] = [await as('asha'), await as('ritu')];
      const reference = await report(asha);
      await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`));
      const page = await asha.go(`/cases/${reference}`);
      expect(page.text)
        .to.include('Give to a field worker')
        .and.include('Street lighting')
        .and.not.include('Ritu Malhotra')
        .and.not.include('Ramesh Patil')
        .and.not.include('Work in the field');
    });

    it('is not there for anybody else', async () => {
      const reference = await report(await as('asha'));
      expect((await new Visitor(site.url).go(`/cases/${reference}`)).status).to.equal(404);
    });
  });

  describe('a step of the workflow', () => {
    it('asks what the definition asks, names what is missing, and is taken', async () => {
      const reference = await report(await as('asha'));
      const ritu = await as('ritu');
      const form = await ritu.go(`/cases/${reference}/act/reject`);
      const wrong = await ritu.submit(form);
      expect(wrong.errors).to.deep.equal(['Choose an answer to “Why?”', 'Fill in “Comment”']);
      const done = await ritu.submit(wrong, {
        'input.cause': 'not-ours',
        comment: 'A private lamp',
      });
      expect(done.path).to.equal(`/cases/${reference}?done=act`);
      expect(done.text)
        .to.include('Done. The case is now: Rejected.')
        .and.include('A private lamp');
      expect(
        (await eventsOf(reference)).find(({ type }) => type === 'case.acted.v1')?.data,
      ).to.deep.include({
        action: 'reject',
        input: { cause: 'not-ours' },
        comment: 'A private lamp',
      });
    });

    it('gives the case to whom one chooses, or lets the rule choose', async () => {
      const [first, second] = [await report(await as('asha')), await report(await as('asha'))];
      const ritu = await as('ritu');
      const chosen = await ritu.submit(await ritu.go(`/cases/${first}/act/assign`), {
        assignee: 'person:ramesh.patil',
      });
      expect(chosen.text).to.include('Assigned to Ramesh Patil').and.include('with Ramesh Patil');
      const ruled = await ritu.submit(await ritu.go(`/cases/${second}/act/assign`));
      expect(ruled.text)
        .to.match(/Assigned to (Ramesh Patil|Farida Begum)/)
        .and.include('By rule');
    });

    it('has one effect when its button is pressed twice', async () => {
      const reference = await report(await as('asha'));
      const ritu = await as('ritu');
      const form = await ritu.go(`/cases/${reference}/act/assign`);
      const pages = await Promise.all([ritu.submit(form), ritu.submit(form)]);
      pages.push(await ritu.submit(form));
      for (const page of pages) expect(page.path).to.equal(`/cases/${reference}?done=act`);
      const acted = (await eventsOf(reference)).filter(({ type }) => type === 'case.acted.v1');
      expect(acted).to.have.length(1);
    });

    it('that is not possible any more says so', async () => {
      const reference = await report(await as('asha'));
      const ritu = await as('ritu');
      await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`));
      const page = await ritu.go(`/cases/${reference}/act/reject`);
      expect(page.status).to.equal(409);
      expect(page.text).to.include('This is no longer possible');
    });

    it('is not offered to those who may not take it', async () => {
      const reference = await report(await as('asha'));
      const ramesh = await as('ramesh');
      expect((await ramesh.go(`/cases/${reference}`)).html).not.to.include('/act/reject');
      expect((await ramesh.go(`/cases/${reference}/act/reject`)).status).to.equal(409);
    });
  });

  describe('a form made before the case changed', () => {
    let reference: string;
    let stale: Seen;
    let answer: Seen;
    let ritu: Visitor;
    before(async () => {
      reference = await report(await as('asha'));
      ritu = await as('ritu');
      stale = await ritu.go(`/cases/${reference}/act/assign`);
      const gita = await as('gita');
      await gita.submit(await gita.go(`/cases/${reference}/comment`), {
        comment: 'They called again',
        visibility: 'internal',
      });
      answer = await ritu.submit(stale, { comment: 'Go there today' });
    });

    it('is not carried out; what happened in the meantime is told', async () => {
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Changed in the meantime').and.include('They called again');
      const types = (await eventsOf(reference)).map(({ type }) => type);
      expect(types).not.to.include('case.acted.v1');
    });

    it('keeps what was typed, and goes through when it is sent again', async () => {
      expect(answer.html).to.include('Go there today</textarea>');
      const done = await ritu.submit(answer);
      expect(done.path).to.equal(`/cases/${reference}?done=act`);
      expect(done.text).to.include('Go there today');
    });
  });

  describe('beside the workflow', () => {
    it('takes comments, internal ones for the office only', async () => {
      const [asha, gita] = [await as('asha'), await as('gita')];
      const reference = await report(asha);
      await gita.submit(await gita.go(`/cases/${reference}/comment`), {
        comment: 'Line is dead, look first',
        visibility: 'internal',
      });
      await asha.submit(await asha.go(`/cases/${reference}/comment`), { comment: 'Still dark' });
      expect((await gita.go(`/cases/${reference}`)).text)
        .to.include('Line is dead')
        .and.include('Still dark');
      expect((await asha.go(`/cases/${reference}`)).text)
        .to.include('Still dark')
        .and.not.include('Line is dead');
    });

    it('moves due dates with a reason', async () => {
      const reference = await report(await as('asha'));
      const anil = await as('anil');
      const page = await anil.submit(await anil.go(`/cases/${reference}/extend`), {
        timer: 'standard',
        'dueAt-day': '20',
        'dueAt-month': '3',
        'dueAt-year': '2026',
        reason: 'Spare part on order',
      });
      expect(page.text).to.include('Due date moved').and.include('20 March 2026');
    });

    it('changes answers where the state lets it, and shows the present ones first', async () => {
      const asha = await as('asha');
      const reference = await report(asha);
      const form = await asha.go(`/cases/${reference}/amend-answers`);
      expect(form.html).to.include('dark for a week');
      const page = await asha.submit(form, {
        'answers.description': 'Two lamps are dark now, and the cable hangs down.',
      });
      expect(page.text).to.include('Answers changed').and.include('Two lamps are dark now');
    });

    it('takes feedback when it is resolved, and opens again', async () => {
      const [asha, ritu, ramesh] = [await as('asha'), await as('ritu'), await as('ramesh')];
      const reference = await report(asha);
      await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`), {
        assignee: 'person:ramesh.patil',
      });
      await ramesh.submit(await ramesh.go(`/cases/${reference}/act/resolve`), {
        'input.work_done': 'repaired',
        comment: 'New lamp',
      });
      const thanks = await asha.submit(await asha.go(`/cases/${reference}/give-feedback`), {
        score: '2',
        comment: 'It flickers',
      });
      expect(thanks.text).to.include('2 of 5').and.include('Resolved').and.include('On time');
      const reopened = await asha.submit(await asha.go(`/cases/${reference}/act/reopen`), {
        comment: 'It is dark again',
      });
      expect(reopened.text).to.include('Opened again');
      // That it went back to the queue followed from it; she did not put it there.
      const steps = (await ritu.go(`/cases/${reference}`)).text;
      expect(steps).to.match(/Returned to the queue [^·]+ · By rule/);
    });
  });

  describe('as it stood at a moment of the past', () => {
    let reference: string;
    let ritu: Visitor;
    before(async () => {
      reference = await report(await as('asha'));
      ritu = await as('ritu');
      site.town.city.clock.forward(26 * 3_600_000);
      await ritu.submit(await ritu.go(`/cases/${reference}/act/assign`));
    });
    const on = (day: string, time = '') =>
      ritu.go(`/cases/${reference}?on-day=${day}&on-month=3&on-year=2026&at=${time}`);

    it('shows that state, what had happened by then, and a banner that says so', async () => {
      const page = await on('2');
      expect(page.text)
        .to.include('This is the case as it stood on 2 March 2026, 11:59 pm')
        .and.include('Received, to be assigned')
        .and.not.include('Being worked on');
      expect(page.forms.filter(({ method }) => method === 'post')).to.be.empty;
    });

    it('reckons due times from then, not from now', async () => {
      expect((await on('2')).text).to.include('Due in 3 days');
      expect((await on('3', '23:00')).text)
        .to.include('Being worked on')
        .and.include('Due in 2 days');
    });

    it('refuses dates that are none, those before the case, and those to come', async () => {
      expect((await on('32')).errors).to.deep.equal(['Give a real date, such as 27 3 2026']);
      expect((await on('2', '25:10')).errors[0]).to.match(/hours and minutes/);
      expect((await on('1')).errors[0]).to.match(/did not exist yet/);
      expect((await on('30')).errors[0]).to.match(/still to come/);
    });
  });

  it('speaks Hindi throughout to whoever wants it', async () => {
    const asha = await as('asha');
    const reference = await report(asha);
    const page = await asha.go(`/cases/${reference}?lang=hi`);
    expect(page.html).to.include('<html lang="hi"');
    expect(page.text)
      .to.include('स्ट्रीट लाइट बंद')
      .and.include('भेजा गया')
      .and.include('समय-सीमा')
      .and.include('आप')
      .and.match(/(सुबह|दोपहर|शाम|रात) \d/)
      .and.not.match(/\b(am|pm)\b/i);
  });

  it('takes references as people write them', async () => {
    const asha = await as('asha');
    const reference = await report(asha);
    const spoken = `${reference.slice(0, 4)}-${reference.slice(4)}`.toLowerCase();
    expect((await asha.go(`/cases/${spoken}`)).status).to.equal(200);
  });
});
