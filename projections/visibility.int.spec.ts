import { expect } from 'chai';
import { actorKinds, type Actor, type ActorKind } from '../domain/kernel/envelope.js';
import { authority } from '../domain/kernel/authority.js';
import { NotServedError, QueryError } from '../domain/kernel/faults.js';
import { CaseStory } from '../test/given/case-story.js';
import { readModel, type ReadModel } from '../test/given/read-model.js';
import type { CaseView } from './cases/model.js';
import { casesProjection } from './cases/project.js';
import { deadlineCollection } from './deadlines/model.js';
import { eventCollection } from './events/model.js';
import { caseCollection } from './cases/model.js';
import type { Filter } from './read-store.js';
import { VisibleCollection } from './visible-collection.js';
import { accessTo, visibleTo } from './visibility.js';
import {
  readerKind,
  readers,
  readModels,
  visibilityRules,
  type Reader,
  type ReaderKind,
  type ReadModelName,
} from './visibility-rules.js';

const isActorKind = (kind: string): kind is ActorKind => actorKinds.some((each) => each === kind);

const reader = (kind: ReaderKind, rest: Partial<Actor> = {}, within = 'pb.amritsar'): Reader => ({
  actor: {
    id: 'me',
    ...(isActorKind(kind) ? { kind, roles: [] } : { kind: 'staff', roles: ['clerk', kind] }),
    ...rest,
  },
  authority: authority(within),
});

const party = {
  id: 'p1',
  role: 'applicant',
  kind: 'person',
  identity: 'contact',
  name: 'Meera',
} as const;
const submitted = (reference: string, data = {}, within = 'pb.amritsar') =>
  new CaseStory(reference).tell('case.submitted.v1', data, { authority: authority(within) });
const assigned = (story: CaseStory, kind: 'person' | 'vendor', id: string) =>
  story.tell(
    'case.assigned.v1',
    { before: null, after: { kind, id } },
    { authority: authority('pb.amritsar') },
  );
const secret = { confidentiality: 'confidential' } as const;

const stories = [
  submitted('Plain'),
  submitted('Elsewhere', {}, 'pb.amritsar2'),
  submitted('Ward', {}, 'pb.amritsar.ward1'),
  submitted('Secret', secret),
  assigned(submitted('SecretMine', secret), 'person', 'me'),
  submitted('Own', { parties: [{ ...party, person: 'me' }] }, 'pb.jalandhar'),
  submitted('Mother', { parties: [{ ...party, person: 'mother' }] }, 'pb.jalandhar'),
  assigned(submitted('Firm'), 'vendor', 'firm'),
];

const ofAuthority = 'Firm Plain Secret SecretMine Ward';
const expected: Readonly<Record<ReaderKind, string>> = {
  system: ofAuthority,
  auditor: ofAuthority,
  admin: ofAuthority,
  analyst: ofAuthority,
  policymaker: ofAuthority,
  confidential_reader: ofAuthority,
  staff: 'Firm Plain SecretMine Ward',
  vendor: '',
  citizen: 'Own',
  public: '',
};

describe('visible cases', () => {
  let model: ReadModel<CaseView>;
  before(async () => {
    model = await readModel(
      casesProjection,
      stories.flatMap(({ events }) => events),
    );
  });
  after(() => model.store.close());

  const seen = async (who: Reader) =>
    (await model.collection.find(visibleTo(who), [])).items.map(({ _id }) => _id).join(' ');

  for (const kind of readers)
    it(`to ${kind}: ${expected[kind] || 'none'}`, async () =>
      expect(await seen(reader(kind))).to.equal(expected[kind]));

  it('to who acts for another: the cases of both', async () =>
    expect(await seen(reader('citizen', { onBehalfOf: 'mother' }))).to.equal('Mother Own'));

  it('to a vendor: those assigned to the firm', async () => {
    expect(await seen(reader('vendor', { id: 'worker', onBehalfOf: 'firm' }))).to.equal('Firm');
    expect(await seen(reader('vendor', { id: 'firm' }))).to.equal('Firm');
  });

  it('to the authority above: those of all below', async () =>
    expect(await seen(reader('auditor', {}, 'pb'))).to.equal(
      'Elsewhere Firm Mother Own Plain Secret SecretMine Ward',
    ));
});

describe('queries of visible cases', () => {
  const deep = (levels: number): Filter =>
    levels === 0 ? { field: 'status', eq: 'open' } : { all: [deep(levels - 1)] };
  let model: ReadModel<CaseView>;
  before(async () => {
    model = await readModel(
      casesProjection,
      stories.flatMap(({ events }) => events),
    );
  });
  after(() => model.store.close());

  for (const kind of ['auditor', 'staff'] as const)
    it(`have five levels for ${kind}, whatever restricts them`, async () => {
      const access = accessTo('cases', reader(kind));
      const visible = new VisibleCollection(model.collection, caseCollection, access);
      const count = [{ as: 'n', op: 'count' }] as const;
      const names = expected[kind].split(' ');
      expect((await visible.find(deep(5), [])).items.map(({ _id }) => _id)).to.have.members(names);
      expect((await visible.count(deep(5))).value).to.equal(names.length);
      const { rows } = await visible.aggregate({ filter: deep(5), measures: count });
      expect(rows).to.deep.equal([{ n: names.length }]);
      for (const ask of [
        () => visible.find(deep(6), []),
        () => visible.count(deep(6)),
        () => visible.aggregate({ filter: deep(6), measures: count }),
      ]) {
        const refused = await ask().then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(refused).to.be.instanceOf(QueryError);
        expect(String(refused)).to.include('at most 5 levels');
      }
    });
});

/** Read model → reader → documents and figures: D, F or both. */
const matrix: Readonly<Record<ReadModelName, Readonly<Record<ReaderKind, string>>>> = {
  cases: row('DF DF DF DF DF DF DF D D -'),
  deadlines: row('DF DF DF DF DF DF DF - - -'),
  events: row('DF DF DF DF DF DF DF D D -'),
  'service-levels': row('DF DF DF DF DF DF DF F F F'),
  services: row('DF DF DF DF DF DF DF DF DF DF'),
};

function row(text: string): Readonly<Record<ReaderKind, string>> {
  const cells = text.split(' ');
  return Object.fromEntries(readers.map((kind, index) => [kind, cells[index]])) as never;
}

describe('a version that serves from before a rule was made', () => {
  const { confidential: _, ...fields } = deadlineCollection.fields;
  const older = { ...deadlineCollection, version: 1, fields };
  const asking = (kind: ReaderKind) => () =>
    new VisibleCollection({} as never, older, accessTo('deadlines', reader(kind)));

  it('answers nobody to whom the rule applies, until the next one serves', () => {
    expect(asking('staff')).to.throw(NotServedError);
    expect(asking('auditor')).not.to.throw();
  });
});

describe('rules of visibility', () => {
  for (const model of readModels)
    for (const kind of readers)
      it(`${model} to ${kind}: ${matrix[model][kind]}`, () => {
        const { documents, figures } = accessTo(model, reader(kind));
        expect(`${documents ? 'D' : ''}${figures ? 'F' : ''}` || '-').to.equal(matrix[model][kind]);
      });

  it('match nothing where there is neither', () => {
    for (const model of readModels)
      for (const kind of readers)
        if (matrix[model][kind] === '-')
          expect(visibleTo(reader(kind), model)).to.deep.equal({ any: [] });
  });

  it('take the widest of several roles', () => {
    const roles = (...all: string[]): Actor => ({ id: 'me', kind: 'staff', roles: all });
    expect(readerKind(roles('analyst', 'auditor'))).to.equal('auditor');
    expect(readerKind(roles('clerk'))).to.equal('staff');
  });

  it('give a role to staff only', () =>
    expect(readerKind({ id: 'me', kind: 'citizen', roles: ['auditor'] })).to.equal('citizen'));

  it('name every reader and every read model', () => {
    expect(Object.keys(visibilityRules)).to.have.members([...readModels]);
    for (const model of readModels)
      expect(Object.keys(visibilityRules[model])).to.have.members([...readers]);
  });

  it('show public only what is published of services', () =>
    expect(visibleTo(reader('public'), 'services')).to.deep.equal({
      field: 'status',
      eq: 'published',
    }));
});

describe('masks', () => {
  const document = {
    _id: 'A',
    service: 'complaint',
    summary: 'my neighbour',
    answers: { what: 'x' },
    assignee: { kind: 'person', id: 'ravi' },
    actor: { id: 'ravi', kind: 'staff' },
    parties: [
      { ...party, person: 'me' },
      { ...party, id: 'p2', person: 'other', phone: '1' },
    ],
    partyIds: ['me', 'other'],
  };

  it('leave out of cases what is personal, for those who reckon', () => {
    const masked = accessTo('cases', reader('analyst')).mask(document);
    expect(masked).to.have.keys('_id', 'service', 'assignee', 'actor');
  });

  it('leave out single values and keep what is beside them', () =>
    expect(accessTo('events', reader('analyst')).mask(document).actor).to.deep.equal({
      kind: 'staff',
    }));

  it('show a citizen other parties by their role only, and nothing internal', () => {
    const masked = accessTo('cases', reader('citizen')).mask(document);
    expect(masked.parties).to.deep.equal([
      { ...party, person: 'me' },
      { id: 'p2', role: 'applicant', kind: 'person', identity: 'contact' },
    ]);
    expect(masked.partyIds).to.deep.equal(['me']);
    expect(masked).to.not.have.property('assignee');
    expect(accessTo('cases', reader('citizen')).mask({ _id: 'B' })).to.deep.equal({ _id: 'B' });
  });

  it('leave the document itself as it was', () => {
    const before = structuredClone(document);
    accessTo('cases', reader('analyst')).mask(document);
    expect(document).to.deep.equal(before);
  });

  it('take hidden fields, texts and measures out of what may be queried', () => {
    const queryable = accessTo('cases', reader('analyst')).queryable(caseCollection);
    expect(queryable.fields).to.not.have.any.keys('partyIds', 'aliases', 'subject');
    expect(queryable.fields).to.include.keys('service', 'assignee.id');
    expect(queryable.text).to.deep.equal([]);
    expect(queryable.measures).to.deep.equal(caseCollection.measures);
    const events = accessTo('events', reader('analyst')).queryable(eventCollection);
    expect(events.fields).to.not.have.property('actor.id');
    expect(events.indexes).to.not.deep.include(['actor.id', 'occurredAt']);
  });

  it('do not let a citizen probe for other parties', () =>
    expect(
      accessTo('cases', reader('citizen')).queryable(caseCollection).fields,
    ).to.not.have.property('partyIds'));

  it('leave the collection whole for those who may see all', () =>
    expect(accessTo('cases', reader('auditor')).queryable(caseCollection)).to.equal(
      caseCollection,
    ));
});
