import { expect } from 'chai';
import type { Caller } from '../../../commands/dispatch.js';
import type { HistoryStep } from '../../../projections/history/model.js';
import type { Role } from '../../../scripts/configuration/settings.js';
import { raw } from '../../api/raw.js';
import { furnish, publishService } from '../../api/riverton.js';
import { onCase, people, type Person } from '../../api/stories/story.js';
import type { Started } from '../../servers/city.js';
import { describeWithMongo } from '../../servers/mongodb-suite.js';
import { Processes } from './processes.js';
import { quickService } from './quick.js';
import { othersTakeOver } from './taking-over.js';
import type { CaseReply } from '../../api/client.js';

const roles: readonly Role[] = [
  ...(['write-api', 'write-api', 'read-api', 'read-api'] as const),
  ...(['projections', 'projections', 'timekeeper', 'timekeeper', 'web'] as const),
];

describeWithMongo('a city of processes on EventStoreDB and MongoDB', function () {
  this.timeout(60_000);
  let processes: Processes;

  before(async () => {
    processes = await Processes.start(roles);
    const [web] = processes.of('web');
    const as = (caller: Caller) => processes.city.as(caller, web);
    const admin = await furnish({ as }, ['complaint']);
    await publishService(admin, quickService);
  });
  after(() => processes.city.close());

  it('shows every process what was written at another', async () => {
    const readers = [...processes.of('read-api'), processes.of('web')[0]];
    for (const writer of [...processes.of('write-api'), processes.of('web')[0]]) {
      const id = await processes.submit(writer);
      for (const reader of readers) {
        const seen = await processes.ask<CaseReply>('asha', reader, 'getCase', onCase(id));
        expect(seen).to.include({ reference: id, status: 'open' });
      }
    }
  });

  it('takes each step of a case at another process', async () => {
    const [one, other] = processes.of('write-api');
    const [web] = processes.of('web');
    const id = await processes.submit(one);
    const act = (who: Person, where: Started, body: object) =>
      processes.ask(who, where, 'act', { ...onCase(id), body });
    const balu = { kind: 'person', id: 'balu.yadav' };
    await act('officer', other, { action: 'assign', assignee: balu });
    await processes.ask('balu', web, 'comment', { ...onCase(id), body: { comment: 'Filled' } });
    await act('balu', one, {
      ...{ action: 'resolve', comment: 'Filled and rolled' },
      input: { work_done: 'repaired' },
    });
    for (const reader of processes.of('read-api')) {
      const view = await processes.ask<CaseReply>('supervisor', reader, 'getCase', onCase(id));
      expect(view.state.code).to.equal('resolved');
      const history = await processes.ask<{ steps: HistoryStep[] }>(
        ...(['supervisor', reader, 'getCaseHistory', onCase(id)] as const),
      );
      const revisions = history.steps.map(({ revision }) => revision);
      expect(revisions).to.deep.equal(Array.from({ length: 6 }, (_, revision) => revision));
    }
  });

  it('takes a command once that is sent to several processes at a time', async () => {
    const headers = { 'Idempotency-Key': 'the-hole-at-mill-lane' };
    const writers = [...processes.of('write-api'), processes.of('web')[0]];
    const sent = await Promise.all(
      [...writers, ...writers].map((one) => processes.submit(one, { headers })),
    );
    expect(new Set(sent).size).to.equal(1);
  });

  it('answers health, readiness and measures in every role', async () => {
    for (const one of processes.all) {
      const health = await raw(one, '/healthz');
      expect([health.status, health.text], one.role).to.deep.equal([200, '{"status":"ok"}']);
      const { status, text } = await raw(one, '/readyz');
      expect(status, `${one.role} ${text}`).to.equal(200);
    }
  });

  const measures: Readonly<Record<Exclude<Role, 'all'>, readonly RegExp[]>> = {
    'write-api': [/^charter_events_appended_total\{type="case.submitted.v1"\} [1-9]/m],
    'read-api': [/^charter_http_request_seconds_count\{method="GET",route="\/api\/cases/m],
    web: [/^charter_events_appended_total\{type="service.published.v1"\} 2$/m],
    projections: [
      /^charter_lease_held\{lease="projections"\} 1$/m,
      /^charter_projection_behind_seconds\{projection="cases"\} 0$/m,
      /^charter_projection_events_total\{projection="cases"\} [1-9]/m,
    ],
    timekeeper: [
      /^charter_lease_held\{lease="timekeeper"\} 1$/m,
      /^charter_lease_held\{lease="reactions"\} 1$/m,
    ],
  };
  for (const [role, expected] of Object.entries(measures))
    it(`measures what a process does that is ${role}`, async () => {
      const both = processes.all.filter((one) => one.role === role);
      const texts = await Promise.all(both.map(async (one) => (await raw(one, '/metrics')).text));
      for (const text of texts) expect(text).to.contain('process_cpu_seconds_total');
      for (const measure of expected) {
        const having = texts.filter((text) => measure.test(text));
        // What is leased is done by one of the two.
        const isLeased = measure.source.includes('lease') || role === 'projections';
        expect(having, measure.source).to.have.length(isLeased ? 1 : both.length);
      }
    });

  const only: Readonly<Partial<Record<Role, readonly [reads: number, writes: number]>>> = {
    'write-api': [405, 400],
    'read-api': [200, 405],
    projections: [404, 404],
    timekeeper: [404, 404],
    web: [200, 400],
  };
  for (const [role, statuses] of Object.entries(only))
    it(`has the routes of its role in a process that is ${role}`, async () => {
      const [one] = processes.of(role as Role);
      const headers = { Authorization: `Bearer ${await processes.city.token(people.asha)}` };
      const cases = await raw(one, '/api/cases', { headers });
      const write = await raw(one, '/api/cases', { headers, method: 'POST' });
      expect([cases.status, write.status]).to.deep.equal(statuses);
      const pages = await raw(one, '/');
      expect(pages.status, 'pages').to.equal(role === 'web' ? 200 : 404);
    });

  describe('whose processes', () => {
    othersTakeOver(() => processes);
  });
});
