import { request as ask } from 'node:http';
import { expect } from 'chai';
import { root } from '../../scripts/root.js';
import { report } from '../../test/web/journeys.js';
import { openSite, type Site } from '../../test/web/site.js';
import { Visitor } from '../../test/web/visitor.js';

describe('every page', () => {
  let site: Site;
  let visitor: Visitor;
  before(async () => {
    site = await openSite({ root });
  });
  after(() => site.close());
  beforeEach(() => {
    visitor = new Visitor(site.url);
  });

  describe('keeps forms from being forged', () => {
    it('refuses a form without the token of its session', async () => {
      const page = await visitor.go('/apply/complaint');
      const form = page.forms.at(-1)!;
      const refused = await visitor.send(form, { _token: '' });
      expect(refused.status).to.equal(403);
      expect(refused.text).to.include('This form is out of date');
    });

    it('refuses the token of another session', async () => {
      const other = (await new Visitor(site.url).go('/apply/complaint')).forms.at(-1)!;
      await visitor.go('/');
      expect((await visitor.send(other)).status).to.equal(403);
    });

    it('refuses a form that was made before the visitor became somebody else', async () => {
      const page = await visitor.go('/apply/complaint');
      await visitor.actAs('asha');
      expect((await visitor.send(page.forms.at(-1))).status).to.equal(403);
    });

    it('takes a changed cookie for no session', async () => {
      await visitor.actAs('ritu');
      const cookie = visitor.cookies.get('session') ?? '';
      visitor.cookies.set('session', cookie.replace('ritu', 'anil'));
      expect((await visitor.go('/queue')).status).to.equal(403);
    });
  });

  it('sets cookies that no script reads and no other site sends', async () => {
    const { headers } = await visitor.go('/?lang=hi');
    for (const cookie of headers.getSetCookie())
      expect(cookie)
        .to.match(/HttpOnly/)
        .and.match(/SameSite=Lax/);
  });

  it('has no script and no inline style, and may not be framed', async () => {
    const { html, headers } = await visitor.go('/');
    expect(html).not.to.match(/<script|\son\w+=|<style|\sstyle=/);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).to.include("frame-ancestors 'none'").and.include("form-action 'self'");
  });

  it('is kept by nobody but the browser that asked for it', async () => {
    expect((await visitor.go('/')).headers.get('cache-control')).to.equal('private, no-cache');
  });

  it('shows what people wrote as text, never as markup', async () => {
    await visitor.actAs('asha');
    const evil = '<img src=x onerror="alert(1)"> & "quotes"';
    const reference = await report(visitor, {
      'form-1': { 'answers.description': evil, 'answers.danger': 'none' },
      place: { address: evil },
    });
    for (const path of [`/cases/${reference}`, '/cases']) {
      const page = await visitor.go(path);
      expect(page.html).not.to.include('<img');
      expect(page.text).to.include('<img src=x onerror="alert(1)">');
    }
  });

  describe('speaks the language', () => {
    it('of the browser, where it is one of ours, else English', async () => {
      const hindi = await new Visitor(site.url, { 'accept-language': 'hi-IN,hi;q=0.9' }).go('/');
      expect(hindi.html).to.include('<html lang="hi"');
      const french = await new Visitor(site.url, { 'accept-language': 'fr' }).go('/');
      expect(french.html).to.include('<html lang="en"');
    });

    it('that was chosen, from then on, and links to the same page in the other', async () => {
      const page = await visitor.go('/services?q=light&lang=hi');
      expect(page.html).to.include('href="/services?q=light&amp;lang=en"');
      expect((await visitor.go('/track')).html).to.include('<html lang="hi"');
    });
  });

  describe('says what is wrong in words', () => {
    it('where there is nothing', async () => {
      const page = await visitor.go('/nowhere');
      expect(page.status).to.equal(404);
      expect(page.text).to.include('Page not found').and.include('If you ask us about this, quote');
    });

    it('where the address has what no page of ours would put there', async () => {
      await visitor.actAs('ritu');
      expect((await visitor.go('/queue?tab=everything')).status).to.equal(400);
      expect((await visitor.go('/queue?cursor=nonsense')).status).to.equal(400);
      expect((await visitor.go('/%E0%A4%A')).status).to.equal(404);
    });

    it('where a form is too large', async () => {
      const page = await visitor.go('/apply/complaint');
      const large = await visitor.send(page.forms.at(-1), { filler: 'x'.repeat(300_000) });
      expect(large.status).to.equal(413);
      expect(large.text).to.include('That is too large');
    });

    it('where a file is too large, and where no file can be made out', async () => {
      await visitor.go('/');
      const post = (body: string | FormData, headers: Record<string, string> = {}) =>
        visitor.request('/apply/complaint/draft/place', { method: 'POST', body, headers });
      const file = new FormData();
      file.set('file', new Blob([new Uint8Array(26 * 1_048_576)]), 'large.bin');
      expect((await post(file)).status).to.equal(413);
      const broken = await post('no parts', { 'content-type': 'multipart/form-data; boundary=x' });
      expect(broken.status).to.equal(400);
    });

    it('where no file was asked for, without waiting for it', async () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const sending = ask(`${site.url}/nowhere`, { method: 'POST', headers });
      const status = new Promise((resolve, reject) => {
        sending.on('error', reject).on('response', (reply) => resolve(reply.statusCode));
      });
      sending.write('--x\r\n');
      expect(await status).to.equal(404);
      sending.destroy();
    });

    it('where the machinery fails, without saying how', async () => {
      const broken = await openSite({ root, services: [] });
      await broken.town.close();
      try {
        const page = await new Visitor(broken.url).go('/services');
        expect(page.status).to.equal(500);
        expect(page.text)
          .to.include('Sorry, something went wrong')
          .and.not.match(/sqlite|database|stack/i);
      } finally {
        await broken.close();
      }
    });
  });

  it('serves its style sheet, icon and fonts, and nothing else of the disk', async () => {
    for (const path of [
      'icon.svg',
      'fonts/noto-sans/files/noto-sans-latin-400-normal.woff2',
      'fonts/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-700-normal.woff2',
    ])
      expect((await visitor.go(`/assets/${path}`)).status, path).to.equal(200);
    expect((await visitor.go('/favicon.ico')).path).to.equal('/assets/icon.svg');
    for (const path of [
      '../package.json',
      '..%2f..%2fpackage.json',
      'fonts/noto-sans/package.json',
    ])
      expect((await visitor.go(`/assets/${path}`)).status, path).to.equal(404);
  });

  it('of the sample city is not there in a city that is real', async () => {
    const real = await openSite({ root, services: ['complaint'], sample: false });
    try {
      const page = await new Visitor(real.url).go('/');
      expect(page.text).not.to.include('Sample city');
      for (const path of ['/act-as', '/clock'])
        expect((await new Visitor(real.url).go(path)).status, path).to.equal(404);
    } finally {
      await real.close();
    }
  });
});
