import { expect } from 'chai';
import {
  act,
  anybody,
  apply,
  asha,
  command,
  complaint,
  dispatcher,
  permit,
  settle,
  submit,
  submitted,
} from '../../test/given/case.js';

const story = complaint();
const staffActor = { id: 'import', kind: 'system', roles: [] } as const;

describe('submitting a case', () => {
  it('fixes what the case is, and sets its limits', () => {
    story.when(submit({ type: 'dogs', summary: 'A pack of dogs' })).then({
      type: 'case.submitted.v1',
      at: '2026-01-05T10:00:00Z',
      rule: null,
      data: {
        reference: '7Q2M4KXPZ',
        service: 'complaint',
        version: 3,
        definedBy: 'demo.riverton',
        start: 'report',
        type: 'dogs',
        state: { code: 'new', kind: 'start' },
        office: 'animals',
        priority: 'high',
        currency: 'INR',
        channel: 'web',
        summary: 'A pack of dogs',
        on: '2026-01-05',
        timers: [
          {
            change: 'started',
            timer: 'repair',
            kind: 'published',
            standard: true,
            dueAt: '2026-01-06T10:00:00.000Z',
            source: 'type',
          },
        ],
      },
    });
  });

  it('takes office and priority of the service where the type has none', () => {
    const { office, priority } = submitted(story.when(submit()));
    expect({ office, priority }).to.deep.equal({ office: 'helpdesk', priority: 'normal' });
  });

  it('needs a reference for the case', () => {
    const nameless = story.with({ newReference: undefined as never });
    expect(() => nameless.when(submit())).to.throw(RangeError);
  });

  it('is done once', () => {
    story.when(submit()).when(submit()).thenRejected('case.exists', { kind: 'conflict' });
  });

  it('comes before everything else', () => {
    story.when(act('assign')).thenRejected('case.unknown', { kind: 'missing' });
    story.when(settle).thenRejected('case.unknown');
  });

  it('needs the calendar of the service', () => {
    complaint((draft) => (draft.calendar = 'unknown'))
      .when(submit())
      .thenRejected('case.calendar-missing');
  });
});

describe('the start of a case', () => {
  it('is the only one that is open to the actor', () => {
    expect(submitted(story.as(dispatcher).when(submit())).header.start).to.equal('register');
    expect(submitted(story.as(anybody).when(submit())).header.start).to.equal('report');
  });

  const both = { id: 'dev', kind: 'staff', roles: ['dispatcher'], onBehalfOf: 'asha' } as const;
  const refused = [
    {
      title: 'must be open to the actor',
      who: { id: 'x', kind: 'staff', roles: ['fixer'] } as const,
      code: 'case.start-forbidden',
      details: { kind: 'forbidden' },
    },
    {
      title: 'is not open to another role by its name',
      who: asha,
      start: 'register',
      code: 'case.start-forbidden',
      details: { allowed: ['report'] },
    },
    {
      title: 'is one of the service',
      who: asha,
      start: 'fax',
      code: 'case.start-unknown',
      details: { allowed: ['report'] },
    },
    {
      title: 'is named where several are open',
      who: both,
      code: 'case.start-ambiguous',
      details: { allowed: ['report', 'register'] },
    },
  ] as const;
  for (const { title, who, code, details, ...body } of refused)
    it(title, () => {
      story.as(who).when(submit(body)).thenRejected(code, details);
    });

  it('may be chosen among several', () => {
    expect(submitted(story.as(both).when(submit({ start: 'report' }))).header.start).to.equal(
      'report',
    );
  });

  it('may be left to a schedule, which a system keeps', () => {
    const scheduled = complaint((draft) => {
      draft.start = [
        { code: 'yearly', title: { en: 'Yearly' }, by: { schedule: true }, state: 'new' },
      ];
    });
    expect(submitted(scheduled.as(staffActor).when(submit())).header.start).to.equal('yearly');
    scheduled.when(submit()).thenRejected('case.start-forbidden');
  });

  it('is for an import the one open to the actor it brings, else one it names', () => {
    const imported = story.with({ origin: 'import' });
    expect(submitted(imported.as(dispatcher).when(submit())).header.start).to.equal('register');
    imported.as(staffActor).when(submit()).thenRejected('case.start-ambiguous');
    expect(
      submitted(imported.as(staffActor).when(submit({ start: 'register' }))).header.start,
    ).to.equal('register');
  });
});

describe('the type of a case', () => {
  const leaves = { allowed: ['dogs', 'cats', 'lamp'], pointer: '/type' };
  it('must be said', () => {
    story
      .when(command('submit', { answers: { text: 'x' } }))
      .thenRejected('case.type-required', leaves);
  });
  it('is a leaf of the tree', () => {
    story.when(submit({ type: 'animals' })).thenRejected('case.type-unknown', leaves);
    story.when(submit({ type: 'planes' })).thenRejected('case.type-unknown', leaves);
  });
  it('is none where the service has none', () => {
    expect(submitted(permit().when(apply())).type).to.equal(null);
    permit()
      .when(apply({ type: 'x' }))
      .thenRejected('case.type-unknown', { allowed: [] });
  });
});

describe('what comes with a case', () => {
  it('must fit the form', () => {
    story.when(submit({ answers: {} })).thenRejected('form.invalid-answers');
  });

  for (const [field, body] of Object.entries({
    priority: { priority: 'urgent' },
    office: { office: 'animals' },
    receivedOn: { receivedOn: '2026-01-01' },
    aliases: { aliases: [{ scheme: 'old', value: '1' }] },
    due: { due: { repair: '2026-02-01T00:00:00Z' } },
    amounts: { amounts: { cost: 1 } },
  }))
    it(`leaves ${field} to the authority`, () => {
      story.when(submit(body)).thenRejected('case.reserved', { pointer: `/${field}` });
    });

  it('may set office, priority and first amounts when staff submit', () => {
    const state = submitted(
      story
        .as(dispatcher)
        .when(submit({ office: 'animals', priority: 'urgent', amounts: { cost: 700 } })),
    );
    expect(state.office).to.equal('animals');
    expect(state.priority).to.equal('urgent');
    expect(state.amounts).to.deep.equal({ cost: 700 });
  });

  it('names no office that there is not, unless history had it', () => {
    const nowhere = submit({ office: 'nowhere' });
    story.as(dispatcher).when(nowhere).thenRejected('case.office-unknown', { pointer: '/office' });
    const imported = story.as(dispatcher).with({ origin: 'import' }).when(nowhere);
    expect(submitted(imported).office).to.equal('nowhere');
  });

  it('names amounts that the service keeps', () => {
    story
      .as(dispatcher)
      .when(submit({ amounts: { tip: 1 } }))
      .thenRejected('case.amount-unknown', { allowed: ['cost'], pointer: '/amounts/tip' });
  });

  it('brings the due times of timers whose length is given, and of no others', () => {
    const given = complaint((draft) => (draft.workflow.timers[0]!.length = 'given')).as(dispatcher);
    const due = (repair: string) => submit({ due: { repair } });
    given.when(due('2026-02-01T12:00:00+01:00')).then({
      type: 'case.submitted.v1',
      data: {
        timers: [{ timer: 'repair', dueAt: '2026-02-01T11:00:00.000Z', source: 'given' }],
      },
    });
    expect(submitted(given.when(submit({ type: 'lamp' }))).timers).to.deep.equal([]);
    given.when(due('2226-02-01T12:00:00Z')).thenRejected('case.due-out-of-range');
    story
      .as(dispatcher)
      .when(due('2026-02-01T12:00:00Z'))
      .thenRejected('case.timer-not-given', { pointer: '/due/repair', allowed: [] });
  });

  it('links to other cases, once in each kind', () => {
    const link = { kind: 'duplicate-of', case: 'OTHER' };
    const clerk = story.as(dispatcher);
    expect(submitted(clerk.when(submit({ links: [link] }))).links).to.deep.equal([link]);
    clerk
      .when(submit({ links: [link, link] }))
      .thenRejected('case.link-exists', { pointer: '/links/1' });
    clerk
      .when(submit({ links: [{ ...link, case: '7Q2M4KXPZ' }] }))
      .thenRejected('case.link-self', { pointer: '/links/0/case' });
    story.when(submit({ links: [link] })).thenRejected('case.reserved', { pointer: '/links' });
  });

  it('includes the documents that a rule requires, except in history', () => {
    const main = submit({ answers: { text: 'x', street: 'Main Street' } });
    story
      .when(main)
      .thenRejected('case.documents-missing', { allowed: ['report'], pointer: '/documents' });
    const document = {
      kind: 'report',
      name: 'r.pdf',
      mediaType: 'application/pdf',
      size: 10,
      sha256: 'a'.repeat(64),
    };
    const body = { answers: { text: 'x', street: 'Main Street' }, documents: [document] };
    expect(submitted(story.when(submit(body))).documents).to.deep.equal([
      { ...document, id: 'd1', version: 1, review: 'pending' },
    ]);
    story.with({ origin: 'import' }).when(main).then({ type: 'case.submitted.v1' });
  });

  it('says which entry it is about where the service asks', () => {
    const registry = { registry: 'properties', key: '12' };
    expect(submitted(permit().when(apply())).header.subject).to.deep.equal(registry);
    permit().when(command('submit')).thenRejected('case.subject-required', { pointer: '/subject' });
    permit()
      .when(apply({ subject: { registry: 'cars', key: '1' } }))
      .thenRejected('case.subject-unknown', { allowed: ['properties'] });
    story.when(submit({ subject: registry })).thenRejected('case.subject-unknown', { allowed: [] });
  });

  it('knows whose each personal answer is', () => {
    const answers = { text: 'x', phone: '1234' };
    const owners = (as: typeof story) => submitted(as.when(submit({ answers }))).personalAnswers;
    expect(owners(story)).to.deep.equal({ phone: 'asha' });
    expect(owners(story.as(anybody))).to.deep.equal({ phone: '7Q2M4KXPZ' });
    const party = { role: 'complainant', kind: 'person', name: 'Ravi' };
    expect(
      submitted(story.as(dispatcher).when(submit({ answers, parties: [party] }))).personalAnswers,
    ).to.deep.equal({ phone: '7Q2M4KXPZ.p1' });
  });
});
