import { expect } from 'chai';
import fc from 'fast-check';
import { nextDueAt } from '../../domain/case/due.js';
import { caseEvents } from '../../domain/case/events.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import { apply, complaint, permit, submit } from '../../test/given/case.js';
import { walk, type Walk } from '../../test/given/case-walk.js';
import { deadlinesProjection } from '../deadlines/project.js';
import { fold } from '../fold.js';
import type { CaseBody } from './model.js';
import { casesProjection } from './project.js';

/** What both the deciding state and the document know of a case, in one shape. */
const fromState = (state: SubmittedCase) => ({
  state: { code: state.state, kind: state.kind },
  status: state.status,
  outcome: state.ending?.outcome ?? null,
  resolvedAt: state.ending?.resolvedAt ?? null,
  closedAt: state.ending?.closedAt ?? null,
  type: state.type,
  office: state.office,
  assignee: state.assignee,
  priority: state.priority,
  confidentiality: state.confidentiality,
  answers: state.answers,
  amounts: state.amounts,
  parties: state.parties,
  places: state.places,
  links: state.links,
  stateSince: state.enteredAt,
  workingTime: state.workingTime,
  escalation: state.level,
  reopened: state.reopened,
  documents: state.documents.length,
  nextDueAt: nextDueAt(state),
  timers: state.timers
    .filter(({ status }) => status === 'running')
    .map(({ name, dueAt }) => `${dueAt} ${name}`)
    .toSorted(),
  tasks: state.tasks
    .filter(({ complete }) => !complete)
    .flatMap(({ group, results }) =>
      Object.keys(results)
        .filter((task) => results[task] === null)
        .map((task) => `${group}/${task}`),
    )
    .toSorted(),
});

const fromDocument = (body: CaseBody) => ({
  state: body.state,
  status: body.status,
  outcome: body.outcome ?? null,
  resolvedAt: body.resolvedAt ?? null,
  closedAt: body.closedAt ?? null,
  type: body.type ?? null,
  office: body.office ?? null,
  assignee: body.assignee ?? null,
  priority: body.priority,
  confidentiality: body.confidentiality,
  answers: body.answers,
  amounts: body.amounts,
  parties: body.parties,
  places: body.places,
  links: body.links,
  stateSince: body.stateSince,
  workingTime: body.workingTime,
  escalation: body.escalation,
  reopened: body.reopened,
  documents: body.documents,
  nextDueAt: body.nextDueAt ?? null,
  timers: body.timers.map(({ name, dueAt }) => `${dueAt} ${name}`),
  tasks: body.openTasks.toSorted(),
});

function agree({ state, events }: Walk): void {
  const body = fold(casesProjection, events).get('7Q2M4KXPZ');
  if (body === undefined) expect.fail('There is no document.');
  expect(fromDocument(body)).to.deep.equal(fromState(state));
  const deadline = fold(deadlinesProjection, events).get('case-7Q2M4KXPZ');
  expect(deadline?.nextDueAt ?? null).to.equal(nextDueAt(state));
}

const step = fc.record({ pick: fc.nat(), hours: fc.integer({ min: 0, max: 100 }) });
const steps = fc.array(step, { minLength: 5, maxLength: 20 });
const party = (role: string) => ({
  parties: [
    { role, kind: 'person', person: 'asha', name: 'Asha', phone: '1', identity: 'contact' },
  ],
});

const walks = [
  ['complaint', complaint().context.service, submit(party('complainant'))],
  ['permit', permit().context.service, apply(party('applicant'))],
] as const;

describe('the document of a case agrees with the state that decides', () => {
  const seen = new Set<string>();
  for (const [name, service, submission] of walks)
    it(`after every step of any ${name}`, () =>
      fc.assert(
        fc.property(steps, (taken) => {
          for (const { type } of walk(service, submission, taken, agree).events) seen.add(type);
        }),
        { numRuns: 60 },
      ));

  it('in stories with nearly every kind of fact', () =>
    expect(seen.size).to.be.at.least(caseEvents.length - 5));
});
