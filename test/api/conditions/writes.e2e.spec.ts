import { expect } from 'chai';
import type { CaseView } from '../../../projections/cases/model.js';
import type { Done } from '../client.js';
import { someone } from '../city.js';
import { raw, posting } from '../raw.js';
import { asha, bala, complaint, officer, submitted, town } from './town.js';

const uma = someone('citizen', 'uma');

describe('a write over HTTP', () => {
  const city = town();
  const commentOn = (reference: string, comment: string, headers: Record<string, string> = {}) => ({
    params: { reference },
    body: { comment },
    headers,
  });

  describe('with an Idempotency-Key', () => {
    it('has one effect, however often it is sent', async () => {
      const client = await city().as(uma);
      const headers = { 'Idempotency-Key': 'my first' };
      const first = await client.call<Done>('submitCase', { body: complaint(), headers });
      const again = await client.call<Done>('submitCase', { body: complaint(), headers });
      expect([first.status, again.status]).to.deep.equal([201, 200]);
      expect(again.body).to.deep.equal({ ...first.body, repeated: true });
      expect(again.headers.get('position')).to.equal(first.body.position);
      const { items } = await client.must<{ items: CaseView[] }>('listCases');
      expect(items).to.have.length(1);
    });

    it('is refused with another body', async () => {
      const client = await city().as(uma);
      const headers = { 'Idempotency-Key': 'my first' };
      const body = complaint({ summary: 'Another' });
      expect(await client.refused('submitCase', { body, headers })).to.include({
        status: 422,
        code: 'request.key-reused',
      });
    });

    it('is its own in another resource, operation and by another caller', async () => {
      const headers = { 'Idempotency-Key': "everybody's" };
      const mine = await submitted(city());
      const other = await submitted(city());
      const client = await city().as(asha);
      const done = [
        await client.must('comment', commentOn(mine, 'One', headers)),
        await client.must('comment', commentOn(other, 'Two', headers)),
        await (await city().as(officer)).must('comment', commentOn(mine, 'Three', headers)),
      ];
      expect(done.map(({ repeated }) => repeated)).to.deep.equal([false, false, false]);
    });

    it('is free again after a refusal', async () => {
      const client = await city().as(asha);
      const headers = { 'Idempotency-Key': 'second try' };
      const { code } = await client.refused('submitCase', {
        body: complaint({ type: 'no-such-type' }),
        headers,
      });
      expect(code).to.equal('case.type-unknown');
      expect((await client.call('submitCase', { body: complaint(), headers })).status).to.equal(
        201,
      );
    });

    it('needs one, of a length that can be kept', async () => {
      const token = await city().token(asha);
      const without = await raw(city(), '/api/cases', {
        ...posting(token, complaint()),
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      });
      expect(without.problem).to.include({ status: 400, code: 'http.idempotency-key-required' });
      const long = { 'Idempotency-Key': 'x'.repeat(201) };
      const cut = await raw(city(), '/api/cases', posting(token, complaint(), long));
      expect(cut.problem).to.include({ status: 400, code: 'http.header-too-long' });
    });

    it('has one effect when two of them race', async () => {
      const client = await city().as(bala);
      const headers = { 'Idempotency-Key': 'race' };
      const racing = Array.from({ length: 8 }, () =>
        client.call<Done>('submitCase', { body: complaint(), headers }),
      );
      const done = await Promise.all(racing);
      expect(done.map(({ status }) => status).sort()).to.deep.equal([
        ...Array<number>(7).fill(200),
        201,
      ]);
      expect(new Set(done.map(({ body }) => `${body.reference} ${body.position}`)).size).to.equal(
        1,
      );
      const { items } = await client.must<{ items: CaseView[] }>('listCases');
      expect(items).to.have.length(1);
    });

    it('lets one of two different writes win where only one can', async () => {
      const reference = await submitted(city());
      const client = await city().as(officer);
      const racing = Array.from({ length: 4 }, () =>
        client.call('act', { params: { reference }, body: { action: 'mark-duplicate' } }),
      );
      const done = await Promise.all(racing);
      expect(done.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
    });
  });

  describe('with If-Match', () => {
    it('is done on the revision that it names, and on no other', async () => {
      const reference = await submitted(city());
      const client = await city().as(asha);
      const { headers } = await client.call('getCase', { params: { reference } });
      const tag = headers.get('etag') ?? '';
      expect(tag).to.equal('"0"');
      const first = await client.call<Done>(
        'comment',
        commentOn(reference, 'On time', { 'If-Match': tag }),
      );
      expect(first.status).to.equal(201);
      expect(first.headers.get('etag')).to.equal('"1"');
      const late = await client.refused(
        'comment',
        commentOn(reference, 'Late', { 'If-Match': tag }),
      );
      expect(late).to.include({ status: 412, code: 'request.precondition-failed' });
      expect(late.detail).to.include('1').and.to.include('0');
    });

    it('takes a tag that was weakened on its way', async () => {
      const reference = await submitted(city());
      const client = await city().as(asha);
      const weak = commentOn(reference, 'Weak', { 'If-Match': 'W/"0"' });
      expect((await client.call('comment', weak)).status).to.equal(201);
    });

    it('answers a repeated request as the first time, though its tag is old by now', async () => {
      const reference = await submitted(city());
      const client = await city().as(asha);
      const headers = { 'If-Match': '"0"', 'Idempotency-Key': 'once' };
      const first = await client.must('comment', commentOn(reference, 'Once', headers));
      const again = await client.must('comment', commentOn(reference, 'Once', headers));
      expect(again).to.deep.equal({ ...first, repeated: true });
    });

    for (const tag of ['0', '"a"', '*', '"0", "1"', '"-1"', '""', '"99999999999999999999"'])
      it(`refuses ${tag}, which is no tag of a reply`, async () => {
        const reference = await submitted(city());
        const client = await city().as(asha);
        expect(
          await client.refused('comment', commentOn(reference, 'x', { 'If-Match': tag })),
        ).to.include({ status: 400, code: 'http.invalid-precondition' });
      });
  });

  it('says where it can be read', async () => {
    const client = await city().as(asha);
    const { headers, body } = await client.call<Done>('submitCase', { body: complaint() });
    expect(headers.get('location')).to.equal(`/api/cases/${body.reference}`);
    expect(headers.get('position')).to.equal(body.position);
    const admin = await city().token({ ...officer, actor: { ...officer.actor, roles: ['admin'] } });
    const location = async (path: string, sent: object) => {
      const made = await raw(city(), path, posting(admin, sent));
      expect(made.status, made.text).to.equal(201);
      const at = made.headers.get('location') ?? '';
      const found = await raw(city(), at, {
        headers: {
          Authorization: `Bearer ${admin}`,
          'At-Least-Position': made.headers.get('position') ?? '',
        },
      });
      expect(found.headers.get('etag'), at).to.equal(made.headers.get('etag'));
      return [at, found.status];
    };
    expect(
      await location('/api/services/demo.riverton/complaint/texts', {
        texts: { '/title': { en: 'Report' } },
        reason: 'Shorter',
      }),
    ).to.deep.equal(['/api/services/demo.riverton/complaint', 200]);
    expect(
      await location('/api/reference/demo.riverton/road-names/entries', {
        kind: 'code-list',
        effectiveFrom: '2026-01-01',
        value: { codes: [] },
      }),
    ).to.deep.equal(['/api/reference/demo.riverton/road-names', 200]);
  });

  it('says when there was nothing to do, and shows how it stands', async () => {
    const reference = await submitted(city());
    const client = await city().as(officer);
    const { status, headers, body } = await client.call<Done>('settle', {
      params: { reference },
      body: {},
    });
    expect(status).to.equal(200);
    expect(body).to.include({ reference, revision: 0, unchanged: true, repeated: false });
    expect(headers.get('etag')).to.equal('"0"');
  });
});
