import { expect } from 'chai';
import { bearer, posting, raw } from '../raw.js';
import { asha, auditor, complaint, submitted, town } from './town.js';

describe('a request over HTTP', () => {
  const city = town({ bodyBytes: 100_000 });
  let token = '';
  before(async () => {
    token = await city().token(asha);
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    raw(city(), path, posting(token, body, headers));
  const get = (path: string, headers: Record<string, string> = {}) =>
    raw(city(), path, { headers: { ...bearer(token), ...headers } });

  describe('that can not be read', () => {
    it('is told where its JSON breaks', async () => {
      for (const [body, where] of [
        ['{"service": "complaint",}', 'position 24'],
        ['{"service": }', "'}'"],
        ['{"service": "compl', 'position 18'],
        ['', ''],
      ] as const) {
        const { status, problem } = await post('/api/cases', body);
        expect(status, body).to.equal(400);
        expect(problem.detail, body).to.include(where);
      }
    });

    it('is told what is missing, unknown or wrong, each by its place', async () => {
      const { status, problem } = await post('/api/cases', {
        ...complaint({ colour: 'red', priority: 'highest' }),
        parties: [
          { role: 'reporter', kind: 'person', name: '' },
          { role: 'reporter', nick: 'x' },
        ],
      });
      expect(status).to.equal(400);
      expect(problem.code).to.equal('request.invalid');
      expect(problem.errors?.map(({ pointer }) => pointer)).to.have.members([
        '/colour',
        '/priority',
        '/parties/0/name',
        '/parties/1/kind',
        '/parties/1/nick',
      ]);
      const colour = problem.errors?.find(({ pointer }) => pointer === '/colour')?.detail;
      expect(colour).to.include('known: ').and.to.include('authority, service');
    });

    it('is told that its body is no object, and which days of a week there are', async () => {
      for (const [body, what] of Object.entries({ '"x"': 'a text', 7: 'a number', '[]': 'a list' }))
        expect((await post('/api/cases', body)).problem.detail, body).to.equal(
          `The request has 1 fault: the body must be an object, not ${what}.`,
        );
      const value = { zone: 'Asia/Kolkata', week: { funday: [['09:30', '17:30']] } };
      const calendar = { kind: 'calendar', effectiveFrom: '2027-01-01', value };
      const { problem } = await post('/api/reference/demo.riverton/hours/entries', calendar);
      expect(problem.detail).to.match(/week\/funday is not known here; known: monday, tuesday, /);
    });

    it('is told that it is not packed as it says', async () => {
      for (const packing of ['gzip', 'deflate', 'br']) {
        const body = '{"authority":"demo.riverton"}';
        const { problem } = await post('/api/cases', body, { 'Content-Encoding': packing });
        expect(problem, packing).to.include({ status: 400, code: 'http.malformed-json' });
      }
      const unknown = await post('/api/cases', '{}', { 'Content-Encoding': 'zip' });
      expect(unknown.status).to.equal(415);
    });

    it('is told by which parameter', async () => {
      const pointers = async (path: string) => (await get(path)).problem.errors ?? [];
      const colour = await get('/api/cases?colour=red&limit=0&sort=best');
      const said = (colour.problem.errors ?? []).map(
        ({ pointer, detail }) => `${pointer} ${detail}`,
      );
      expect(said).to.have.length(3);
      expect(said).to.include.members([
        '/limit must be at least 1',
        '/sort must be one of queue, newest, oldest, updated',
      ]);
      expect(said.at(-1)).to.match(/^\/colour is not known here; known: service, type, .*cursor$/);
      expect(colour.problem.detail).to.match(/^The request has 3 faults: \/\w+ must be /);
      expect((await get('/api/cases?openedFrom=noon')).problem.errors).to.deep.equal([
        {
          pointer: '/openedFrom',
          detail: 'must be a time with its offset, like 2026-03-31T09:30:00Z',
        },
      ]);
      expect((await pointers('/api/cases?status=broken'))[0]?.pointer).to.equal('/status/0');
      expect(
        (await pointers('/api/services?on=today')).map(({ pointer }) => pointer),
      ).to.deep.equal(['/authority', '/on']);
    });

    it('is told in plain words, counting one as one', async () => {
      const summary = await post('/api/cases', complaint({ summary: 7 }));
      expect(summary.problem.detail).to.equal(
        'The request has 1 fault: /summary must be a text, not a number.',
      );
      const spoken = await post('/api/cases', complaint({ language: 'Hindi, please' }));
      expect(spoken.problem.detail).to.include('/language must be a language tag (BCP 47)');
      const query = (filter: unknown) =>
        post('/api/query', { model: 'services', measures: [{ as: 'n', op: 'count' }], filter });
      const { problem } = await query({ field: 'status', eq: 5 });
      expect(problem).to.include({
        code: 'query.invalid',
        pointer: '/filter/eq',
        detail: 'The query has 1 fault: /filter/eq must be a text.',
      });
      const unknown = await query({ field: 'state', eq: 'x' });
      expect(unknown.problem.detail).to.include('"state" is no field of services');
      expect(unknown.problem.allowed).to.include('status');
      const shape = await query({ status: 'published' });
      expect(shape.problem.detail).to.include('{ "field": "status", "eq": "open" }');
      const measures = [{ as: 'n', op: 'count' }];
      const asked = (rest: object) => post('/api/query', { model: 'services', measures, ...rest });
      expect((await asked({ colour: 'red' })).problem.pointer).to.equal('/colour');
      const grouped = await asked({ groupBy: [{ field: '_id' }] });
      expect(grouped.problem.pointer).to.equal('/groupBy/0/field');
    });

    it('names the service that a case is to be of', async () => {
      const { status, problem } = await post('/api/cases', {});
      expect(status).to.equal(400);
      expect(problem.errors?.map(({ pointer }) => pointer)).to.deep.equal([
        '/authority',
        '/service',
      ]);
      const unknown = await post('/api/cases', complaint({ service: 'no-such-service' }));
      expect(unknown.problem).to.include({ status: 404, pointer: '/service' });
    });

    it('holds nothing that a store could not keep', async () => {
      const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
      const deep = JSON.stringify(complaint()).replace('"danger"', `"x":${nested(5000)},"danger"`);
      expect((await post('/api/cases', deep)).status).to.equal(400);
      const nul = complaint({ places: [{ role: 'site', areas: ['ward\0'] }] });
      expect((await post('/api/cases', nul)).problem).to.include({
        status: 400,
        pointer: '/places/0/areas/0',
      });
      const half = await post('/api/cases', complaint({ summary: '\ud800' }));
      expect(half.problem).to.include({ status: 400, pointer: '/summary' });
      expect((await get('/api/cases?text=a%00b')).problem).to.include({ pointer: '/text' });
      expect((await get('/api/queues/a%00b')).status).to.equal(400);
      const query = (filter: string) =>
        `{"model":"services","measures":[{"as":"n","op":"count"}],"filter":${filter}}`;
      const negated = `${'{"not":'.repeat(2000)}{"all":[]}${'}'.repeat(2000)}`;
      expect((await post('/api/query', query(negated))).status).to.equal(400);
      expect((await get('/readyz')).status).to.equal(200);
    });

    it('is no larger than the setting says', async () => {
      const body = complaint({ summary: 'x'.repeat(100_000) });
      const { status, problem } = await post('/api/cases', body);
      expect(status).to.equal(413);
      expect(problem).to.include({ code: 'http.too-large' });
      expect(problem.detail).to.include('100000');
    });

    for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
      it(`is not of type "${type}"`, async () => {
        const { status, problem } = await post('/api/cases', complaint(), { 'Content-Type': type });
        expect(status).to.equal(415);
        expect(problem.code).to.equal('http.unsupported-media-type');
      });
  });

  it('may be the example of the document as it stands', async () => {
    const { specification } = city().shared;
    const { requestBody } = specification.operation('submitCase');
    const { example } = requestBody?.content?.['application/json'] ?? {};
    expect((await post('/api/cases', example)).status).to.equal(201);
  });

  it('names whose work it asks for by the id alone', async () => {
    const { status, problem } = await get('/api/work/person:sunita.devi');
    expect(status).to.equal(400);
    expect(problem.detail).to.include('/assignee must be the id alone');
  });

  it('takes a time with a plus as it is typed into an address', async () => {
    const reference = await submitted(city());
    const { status } = await get(`/api/cases/${reference}?asOf=2099-11-01T12:00:00+05:30`);
    expect(status).to.equal(200);
  });

  it('asks for events by a reference as people write it, and by nothing else', async () => {
    const reference = await submitted(city());
    const spoken = `${reference.slice(0, 4)}-${reference.slice(4)}`.toLowerCase();
    const client = await city().as(auditor);
    const { items } = await client.must<{ items: object[] }>('listEvents', {
      query: { reference: spoken },
    });
    expect(items).to.have.length.above(0);
    const { detail } = await client.refused('listEvents', { query: { reference: 'abc' } });
    expect(detail).to.include('/reference/0 must be a case reference, like ');
  });

  it('takes a reference as people write it', async () => {
    const reference = await submitted(city());
    const spoken = `${reference.slice(0, 4)}-${reference.slice(4)}`.toLowerCase();
    expect((await get(`/api/cases/${spoken}`)).status).to.equal(200);
  });

  it('is known by its id: the one it brings, or a new one', async () => {
    const id = 'my-request-0001';
    const refused = await post('/api/cases', {}, { 'X-Request-Id': id });
    expect(refused.headers.get('x-request-id')).to.equal(id);
    expect(refused.problem.instance).to.equal(id);
    for (const odd of ['short', 'a b c d e f g', 'x'.repeat(101)]) {
      const { headers } = await get('/api/cases', { 'X-Request-Id': odd });
      expect(headers.get('x-request-id')).to.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    }
  });

  it('leaves its id in the events that it caused', async () => {
    const id = 'my-request-0002';
    const made = await post('/api/cases', complaint(), { 'X-Request-Id': id });
    expect(made.status).to.equal(201);
    const client = await city().as(auditor);
    const { items } = await client.must<{ items: { activity: string }[] }>('listEvents', {
      query: { correlation: id },
      headers: { 'At-Least-Position': made.headers.get('position') ?? '' },
    });
    expect(items.map(({ activity }) => activity)).to.deep.equal(['submitted']);
  });

  it('is answered with headers that keep it private and in its place', async () => {
    for (const answer of [await get('/api/cases'), await get('/api/nothing'), await get('/x')]) {
      expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(answer.headers.get('content-security-policy')).to.include("default-src 'self'");
      expect(answer.headers.get('content-security-policy')).to.include("frame-ancestors 'none'");
      expect(answer.headers.get('referrer-policy')).to.equal('no-referrer');
      expect(answer.headers.get('x-powered-by')).to.equal(null);
    }
    expect((await get('/api/cases')).headers.get('cache-control')).to.equal('no-store');
  });

  it('learns nothing of the inside, whatever it asks', async () => {
    const asked = [
      ...['/api/cases/%00', '/api/cases?sort=x', '/api/cases?text=%22%20OR%20NEAR(', '/api/x'],
      ...['/api/cases?cursor=W10', '/api/work/%27%3B--', '/api/services?authority=..%2F'],
    ];
    const answers = await Promise.all([
      ...asked.map((path) => get(path)),
      post('/api/cases', '{'),
      post('/api/cases', []),
      post('/api/cases', complaint({ answers: { description: {} } })),
      post('/api/query', { model: 'sqlite_master', measures: [] }),
      raw(city(), '/api/cases', { method: 'TRACE'.replace('TRACE', 'PATCH') }),
    ]);
    for (const { status, text } of answers) {
      expect(status, text).to.be.lessThan(500);
      expect(text).not.to.match(
        /\bat \w+.*:\d+:\d+|node_modules|dist\/|\.[jt]s:|Error\b|zod|SELECT/i,
      );
    }
  });

  it('is answered for people and machines beside the API', async () => {
    expect((await raw(city(), '/healthz')).text).to.equal('{"status":"ok"}');
    const metrics = (await raw(city(), '/metrics')).text;
    expect(metrics).to.include('charter_http_request_seconds_count{method="POST"');
    expect(metrics).to.include('route="/api/cases"').and.not.to.include('my-request');
    const docs = await raw(city(), '/api/docs');
    expect(docs.text).to.include('docs/start.js');
    for (const [, path = ''] of docs.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g))
      expect((await raw(city(), `/api/${path}`)).status, path).to.equal(200);
  });
});
