import { expect } from 'chai';
import { bearer, posting, raw } from '../raw.js';
import { asha, complaint, town } from './town.js';

describe('the type of a problem', () => {
  const city = town();
  const explained = async (type: string, accept: string) =>
    raw(city(), type, { headers: { Accept: accept } });
  const types = async () => {
    const headers = bearer(await city().token(asha));
    const token = await city().token(asha);
    const problems = await Promise.all([
      raw(city(), '/api/cases'),
      raw(city(), '/api/nothing', { headers }),
      raw(city(), '/api/cases?limit=0', { headers }),
      raw(city(), '/api/cases', posting(token, complaint({ type: 'no-such-type' }))),
      raw(
        city(),
        '/api/query',
        posting(token, { model: 'services', filter: { field: 'x', eq: 1 }, measures: [] }),
      ),
    ]);
    return problems.map(({ problem }) => problem);
  };

  it('is the address of a page that says what to do, for people', async () => {
    const problems = await types();
    expect(problems.map(({ code }) => code)).to.deep.equal([
      'http.unauthenticated',
      'http.no-operation',
      'http.invalid-parameter',
      'case.type-unknown',
      'query.invalid',
    ]);
    for (const { type = '', code = '', status, title = '' } of problems) {
      const { headers, text, ...answer } = await explained(type, 'text/html');
      expect(answer.status, type).to.equal(200);
      expect(headers.get('content-type')).to.match(/^text\/html/);
      expect(text)
        .to.include(`<h1>${title}</h1>`)
        .and.to.include(`<code>${code}</code>`)
        .and.to.include(`<dd>${status}</dd>`)
        .and.to.match(/What to do<\/dt><dd>.{10,}<\/dd>/);
    }
  });

  it('is the same for programs as JSON', async () => {
    for (const { type = '', code, status, title } of await types()) {
      const { headers, text } = await explained(type, 'application/json');
      expect(headers.get('content-type')).to.match(/^application\/json/);
      const entry = JSON.parse(text) as Record<string, string>;
      expect(entry).to.include({ code, status, title });
      expect(entry['advice']).to.match(/^.{10,}$/);
    }
  });

  it('is linked from the list of all of them', async () => {
    const { text } = await explained('/problems', 'text/html');
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links).to.have.length.above(140);
    const first = await explained(links[0]!, 'text/html');
    expect(first.text).to.include('href="/problems"');
    const { items } = JSON.parse((await explained('/problems', 'application/json')).text) as {
      items: { code: string }[];
    };
    expect(items.map(({ code }) => `/problems/${code}`)).to.deep.equal(links);
  });

  it('leads nowhere for a code that there is not, and shows nothing as it came', async () => {
    for (const code of ['no.such-code', '%3Cscript%3E', 'constructor', '__proto__']) {
      const { status, headers, problem } = await explained(`/problems/${code}`, 'text/html');
      expect(status, code).to.equal(404);
      expect(headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(problem.code).to.equal('http.not-found');
    }
  });
});
