import { expect } from 'chai';
import { bearer, posting, raw } from '../raw.js';
import { asha, complaint, officer, town } from './town.js';

describe('a request to where there is nothing', () => {
  const city = town();
  let token = '';
  before(async () => {
    token = await city().token(asha);
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    raw(city(), path, { headers: { ...bearer(token), ...headers } });

  for (const [path, code] of [
    ['/api', 'http.no-operation'],
    ['/api/nothing', 'http.no-operation'],
    ['/nothing', 'http.not-found'],
    ['/api/cases/%E0%A4%A', 'http.not-found'],
    ['/api/cases/..%2f..%2fx', 'reference.malformed'],
  ] as const)
    it(`says so of ${path}`, async () => {
      const { status, problem } = await get(path);
      expect(status).to.equal(404);
      expect(problem.code).to.equal(code);
    });

  it('points from what the API has not to what it has', async () => {
    for (const path of ['/api', '/api/nothing']) {
      const { problem } = await get(path);
      expect(problem.detail).to.equal(
        `The API has nothing at ${path}; /api/docs lists what it has.`,
      );
    }
  });

  it('tells a case that is not there from one that can not be', async () => {
    for (const [reference, status, code] of [
      ['7Q2M4KXPC', 404, 'http.not-found'],
      ['7Q2M4KXPZ', 404, 'reference.mistyped'],
      ['no-reference', 404, 'reference.malformed'],
      ['x'.repeat(50), 400, 'http.invalid-parameter'],
    ] as const)
      expect((await get(`/api/cases/${reference}`)).problem, reference).to.include({
        status,
        code,
      });
  });

  it('says since when a case is there, to whoever asks for a time before', async () => {
    const made = await raw(city(), '/api/cases', posting(token, complaint()));
    const { reference } = JSON.parse(made.text) as { reference: string };
    const position = made.headers.get('position') ?? '';
    const now = (await get(`/api/cases/${reference}`, { 'At-Least-Position': position })).text;
    const { openedAt } = JSON.parse(now) as { openedAt: string };
    for (const path of [`/api/cases/${reference}`, `/api/cases/${reference}/history`])
      for (const [parameter, began] of [
        ['asOf', 'began'],
        ['knownAt', 'was recorded'],
      ] as const) {
        const { problem } = await get(`${path}?${parameter}=2020-01-01T00:00:00Z`);
        expect(problem).to.include({
          status: 404,
          code: 'http.before-beginning',
          pointer: `/${parameter}`,
        });
        expect(problem.detail).to.match(
          new RegExp(`^Case ${reference} ${began} at .{24}: ask for a later ${parameter}\\.$`),
        );
        if (parameter === 'asOf') expect(problem.detail).to.include(openedAt);
      }
  });

  it('names a service or an office that is none, and those there are', async () => {
    const token = await city().token(officer);
    const staff = async (path: string) =>
      (await raw(city(), path, { headers: bearer(token) })).problem;
    for (const [path, what, pointer] of [
      ['/api/cases?service=no-such', 'service "no-such"', '/service/0'],
      ['/api/events?service=no-such', 'service "no-such"', '/service/0'],
      ['/api/service-levels?service=no-such', 'service "no-such"', '/service/0'],
      ['/api/cases?office=nowhere', 'office "nowhere"', '/office/0'],
      ['/api/queues/nowhere', 'office "nowhere"', '/office'],
      ['/api/services/demo.riverton/complaint/versions/9', 'version 9', '/version'],
    ] as const) {
      const problem = await staff(path);
      expect(problem, path).to.include({ status: 404, code: 'http.not-listed', pointer });
      expect(problem.detail).to.include(`There is no ${what}`).and.to.include('GET /api/');
      expect(problem.allowed).to.include({ s: 'complaint', o: 'roads', v: '1' }[what[0]!]);
    }
    const unknown = await staff('/api/services/demo.riverton/no-such');
    expect(unknown.detail).to.equal(
      'There is no service "no-such" of demo.riverton; GET /api/services?authority=demo.riverton lists those there are.',
    );
    expect((await get('/api/cases?service=complaint&office=health')).status).to.equal(200);
  });

  it('says which methods are possible', async () => {
    const { status, headers, problem } = await raw(city(), '/api/cases', { method: 'DELETE' });
    expect(status).to.equal(405);
    expect(problem).to.include({
      code: 'http.method-not-allowed',
      detail: 'DELETE is not possible here; POST, GET would be.',
    });
    expect(headers.get('allow')?.split(', ')).to.have.members(['GET', 'POST']);
  });
});
