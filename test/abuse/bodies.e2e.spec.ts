import { expect } from 'chai';
import { bearer, posting, raw } from '../api/raw.js';
import { asha, complaint, submitted, town } from '../api/conditions/town.js';
import { soon } from '../fixtures/soon.js';

describe('bodies made to hurt', () => {
  const city = town({ bodyBytes: 200_000, readSeconds: 1, requestsAtOnce: 3 });
  let token = '';
  before(async () => {
    token = await city().token(asha);
  });
  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    soon(() => raw(city(), '/api/cases', posting(token, body, headers)));

  for (const [what, body] of [
    ['lists nested as deep as they fit', '['.repeat(99_000) + ']'.repeat(99_000)],
    ['objects nested as deep as they fit', '{"a":'.repeat(30_000) + '1' + '}'.repeat(30_000)],
    ['more values than anything takes', `{"authority": [${'1,'.repeat(60_000)}1]}`],
    ['answers nested deeper than a store keeps', complaint({ answers: nested(500) })],
    ['a number that JavaScript has not', '{"authority": 1e999999}'],
    ['nothing but a text', '"complaint"'],
    ['half a surrogate pair', complaint({ answers: { description: '\ud800' } })],
    ['a NUL', complaint({ answers: { description: 'a\0b' } })],
  ] as const)
    it(`are refused: ${what}`, async () => {
      const { status, problem } = await post(body);
      expect(status).to.be.within(400, 422);
      expect(problem.code).to.match(/^(http|request|case)\./);
    });

  it('nested deep are refused before they are parsed, whoever sends them; brackets in texts are no nesting', async () => {
    const { status, problem } = await post('[{"a":'.repeat(25_000));
    expect(status).to.equal(400);
    expect(problem.detail).to.equal(
      'The body is not well-formed JSON: it is nested more than 1000 deep.',
    );
    const description = `${'[{'.repeat(600)}"\\${'['.repeat(600)}`;
    const { status: taken } = await post(
      complaint({ answers: { description, danger: 'possible' } }),
    );
    expect(taken).to.equal(201);
  });

  it('are refused in another character set, and beyond their size', async () => {
    const latin = { 'Content-Type': 'application/json; charset=iso-8859-1' };
    expect((await post(complaint(), latin)).status).to.equal(415);
    const wide = { 'Content-Type': 'application/json; charset=utf-16' };
    expect((await post(complaint(), wide)).status).to.equal(415);
    expect((await post(complaint({ summary: 'x'.repeat(200_000) }))).status).to.equal(413);
  });

  it('are refused in another character set that nobody named', async () => {
    const answers = { description: 'José fell into the hole', danger: 'possible' };
    const latin = Buffer.from(JSON.stringify(complaint({ answers })), 'latin1');
    const { status, problem } = await soon(() =>
      raw(city(), '/api/cases', { ...posting(token, ''), body: new Uint8Array(latin) }),
    );
    expect(status).to.equal(400);
    expect(problem.detail).to.equal('The body is not well-formed JSON: it is not in UTF-8.');
  });

  it('change no object but their own', async () => {
    for (const text of [
      '{"__proto__": {"polluted": true}, "authority": "demo.riverton"}',
      '{"constructor": {"prototype": {"polluted": true}}}',
      JSON.stringify(complaint()).replace('"danger"', '"__proto__": {"polluted": true}, "danger"'),
    ]) {
      const { status } = await post(text);
      expect(status, text).to.be.within(400, 422);
    }
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });

  it('with a name twice are read as every JSON parser here reads them: the last one counts', async () => {
    const text = JSON.stringify(complaint()).replace('{', '{"service": "no-such-service",');
    expect((await post(text)).status).to.equal(201);
  });

  it('hold words that a search engine, a store or a page would take for its own, and come back as they were', async () => {
    const description = `"'; DROP TABLE events; -- <script>alert(1)</script> \${7*7} {{7*7}} ../../etc/passwd %00 NEAR(a b) {"$where":1}`;
    const reference = await submitted(city(), asha, {
      answers: { description, danger: 'possible' },
    });
    const path = `/api/cases/${reference}`;
    const { text } = await raw(city(), path, { headers: bearer(token) });
    expect((JSON.parse(text) as { answers: { description: string } }).answers.description).to.equal(
      description,
    );
  });

  it('more at once than the process takes are told to come back', async () => {
    // Each waits for a position that never comes, and holds its place meanwhile.
    const position = '9'.repeat(16);
    const waiting = Array.from({ length: 8 }, () =>
      raw(city(), '/api/cases', {
        headers: { ...bearer(token), 'At-Least-Position': position },
      }),
    );
    const answers = await Promise.all(waiting);
    const busy = answers.filter(({ problem }) => problem.code === 'http.busy');
    expect(busy).to.have.length(5);
    for (const { status, headers } of busy) {
      expect(status).to.equal(503);
      expect(headers.get('retry-after')).to.equal('1');
    }
    expect((await post(complaint())).status).to.equal(201);
  });
});

function nested(depth: number): object {
  let value: object = {};
  for (let i = 0; i < depth; i += 1) value = { a: value };
  return value;
}
