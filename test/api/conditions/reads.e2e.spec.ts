import { expect } from 'chai';
import type { HistoryStep } from '../../../projections/history/model.js';
import { soon } from '../../fixtures/soon.js';
import type { CaseReply, Client, Done } from '../client.js';
import { raw, bearer } from '../raw.js';
import { asha, auditor, complaint, officer, submitted, town } from './town.js';

interface Page {
  readonly items: readonly CaseReply[];
  readonly next?: string;
}

const minute = 60_000;

describe('a read over HTTP', () => {
  const city = town({ readSeconds: 1 });

  describe('with At-Least-Position', () => {
    it('sees the write that gave the position', async () => {
      const client = await city().as(asha);
      for (let turn = 0; turn < 10; turn += 1) {
        const { body } = await client.call<Done>('submitCase', { body: complaint() });
        const headers = { 'At-Least-Position': body.position };
        const { items } = await client.must<Page>('listCases', { headers, query: { limit: 1 } });
        expect(items).to.have.length(1);
        await client.must('getCase', { params: { reference: body.reference }, headers });
      }
    });

    it('waits no longer than the setting for a position that does not come', async () => {
      const client = await city().as(asha);
      const began = performance.now();
      const { status, headers, body } = await client.call<{ code: string }>('listCases', {
        headers: { 'At-Least-Position': '9999999999999999' },
      });
      expect(status).to.equal(503);
      expect(body.code).to.equal('http.not-yet-readable');
      expect(Number(headers.get('retry-after'))).to.be.within(1, 60);
      expect(performance.now() - began).to.be.within(900, 5_000);
    });

    for (const position of ['zz', 'a b', '"1"', '12', 'x'.repeat(101)])
      it(`refuses ${position.slice(0, 10)} at once, which is no position`, async () => {
        const headers = { ...bearer(await city().token(asha)), 'At-Least-Position': position };
        const { status, problem } = await soon(() => raw(city(), '/api/cases', { headers }), 900);
        expect(status).to.equal(400);
        expect(problem.detail).to.include('At-Least-Position');
      });
  });

  describe('page by page', () => {
    const pera = { ...asha, actor: { ...asha.actor, id: 'pera' } };
    const references: string[] = [];
    before(async () => {
      for (let turn = 0; turn < 7; turn += 1) {
        city().clock.forward(minute);
        references.unshift(await submitted(city(), pera));
      }
    });
    const linked = (headers: Headers, relation: string): string | undefined =>
      new RegExp(`<([^>]+)>; rel="${relation}"`).exec(headers.get('link') ?? '')?.[1];
    const follow = async (path: string) => {
      const { status, headers, text } = await raw(city(), path, {
        headers: bearer(await city().token(pera)),
      });
      expect(status, text).to.equal(200);
      const { items } = JSON.parse(text) as Page;
      return { headers, found: items.map(({ reference }) => reference) };
    };

    it('gives each once, in order, forward and back', async () => {
      const client = await city().as(pera);
      const first = await client.call<Page>('listCases', { query: { limit: 3 } });
      expect(linked(first.headers, 'prev')).to.equal(undefined);
      expect(first.headers.get('link')).to.include('limit=3');
      const second = await follow(linked(first.headers, 'next')!);
      const third = await follow(linked(second.headers, 'next')!);
      expect(linked(third.headers, 'next')).to.equal(undefined);
      const all = [
        ...first.body.items.map(({ reference }) => reference),
        ...second.found,
        ...third.found,
      ];
      expect(all).to.deep.equal(references);
      const back = await follow(linked(third.headers, 'prev')!);
      expect(back.found).to.deep.equal(second.found);
      const start = await follow(linked(back.headers, 'prev')!);
      expect(start.found).to.deep.equal(references.slice(0, 3));
    });

    it('goes on where it was though others came in between', async () => {
      const client = await city().as(pera);
      const first = await client.call<Page>('listCases', { query: { limit: 3 } });
      city().clock.forward(minute);
      const late = await submitted(city(), pera);
      await client.must('getCase', { params: { reference: late } });
      const { found } = await follow(linked(first.headers, 'next')!);
      expect(found).to.deep.equal(references.slice(3, 6));
      references.unshift(late);
    });

    it('takes a cursor for the query that made it only', async () => {
      const client = await city().as(pera);
      const { next } = await client.must<Page>('listCases', { query: { limit: 3 } });
      for (const query of [
        { cursor: next!.slice(4) },
        { cursor: next!, sort: 'oldest' },
        { cursor: 'e30' },
      ])
        expect(await client.refused('listCases', { query }), JSON.stringify(query)).to.deep.include(
          {
            status: 400,
            code: 'http.invalid-parameter',
            pointer: '/cursor',
          },
        );
    });

    for (const limit of ['0', '201', '-1', '2.5', 'many'])
      it(`has no pages of ${limit}`, async () => {
        const client = await city().as(pera);
        expect(await client.refused('listCases', { query: { limit } })).to.deep.include({
          status: 400,
          pointer: '/limit',
        });
      });
  });

  describe('as of a time', () => {
    const seen = new Map<string, CaseReply>();
    let reference = '';
    let client: Client;
    const look = async () => {
      const view = await client.must<CaseReply>('getCase', { params: { reference } });
      seen.set(city().clock.now(), view);
      city().clock.forward(minute);
    };
    before(async () => {
      city().clock.forward(minute);
      client = await city().as(auditor);
      reference = await submitted(city());
      await look();
      const staff = await city().as(officer);
      const steps = [
        ['comment', { comment: 'Where exactly?' }],
        ['act', { action: 'assign', assignee: { kind: 'person', id: 'balu.yadav' } }],
        ['reclassify', { type: 'street-sign', priority: 'low', reason: 'It is the sign' }],
        ['assign', { assignee: null }],
      ] as const;
      for (const [operation, body] of steps) {
        await staff.must(operation, { params: { reference }, body });
        await look();
      }
    });

    for (const moment of ['asOf', 'knownAt'])
      it(`shows by ${moment} what was shown then`, async () => {
        expect(seen.size).to.equal(5);
        for (const [at, view] of seen) {
          const query = { [moment]: at };
          expect(await client.must('getCase', { params: { reference }, query })).to.deep.equal(
            view,
          );
          const { steps } = await client.must<{ steps: HistoryStep[] }>('getCaseHistory', {
            params: { reference },
            query,
          });
          expect(steps.at(-1)?.revision).to.equal(view.revision);
        }
      });

    it('names the case as it is called, however it was asked for', async () => {
      const asked = `${reference.slice(0, 4)}-${reference.slice(4)}`.toLowerCase();
      const history = await client.must<{ reference: string }>('getCaseHistory', {
        params: { reference: asked },
      });
      expect(history.reference).to.equal(reference);
    });

    it('shows nothing of a case before it was there', async () => {
      const query = { asOf: '2026-03-01T00:00:00Z' };
      const problem = await client.refused('getCase', { params: { reference }, query });
      expect(problem).to.include({ status: 404, code: 'http.before-beginning' });
    });

    it('takes the time in any zone, and nothing that is no time', async () => {
      const [first] = seen.keys();
      const local = new Date(Date.parse(first!) + 5.5 * 3_600_000).toISOString();
      const query = { asOf: local.replace('Z', '+05:30') };
      const view = await client.must<CaseReply>('getCase', { params: { reference }, query });
      expect(view.revision).to.equal(0);
      const problem = await client.refused('getCase', {
        params: { reference },
        query: { asOf: 'yesterday' },
      });
      expect(problem).to.deep.include({ status: 400, pointer: '/asOf' });
    });
  });
});
