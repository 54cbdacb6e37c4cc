import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import { tokenKeys } from '../../../scripts/keys.js';
import { createTokenIssuer } from '../../../http/authenticate.js';
import { bearer, raw } from '../raw.js';
import { asha, town } from './town.js';

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const hour = 3600;

describe('a token', () => {
  const city = town();
  const claims = (rest: object = {}) => ({
    ...{ iss: 'charter', aud: 'charter-api', sub: 'asha', kind: 'citizen', roles: [] },
    ...{ authority: 'demo.riverton', exp: Math.floor(Date.now() / 1000) + hour },
    ...rest,
  });
  const signed = async (payload: object) => {
    const { privateKey } = await tokenKeys(city().folder);
    return new SignJWT({ ...payload }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
  };
  const asking = async (token: string | undefined) =>
    raw(city(), '/api/cases', token === undefined ? {} : { headers: bearer(token) });
  const refused = async (token: string | undefined) => {
    const { status, headers, problem } = await asking(token);
    expect(status).to.equal(401);
    expect(problem.code).to.equal('http.unauthenticated');
    expect(headers.get('www-authenticate')).to.equal('Bearer realm="charter"');
    return problem.detail ?? '';
  };

  it("is believed with the city's signature", async () => {
    expect((await asking(await signed(claims()))).status).to.equal(200);
  });

  it('is needed', async () => {
    expect(await refused(undefined)).to.equal(
      'Send a bearer token: Authorization: Bearer <token>. The request has none.',
    );
    const basic = await raw(city(), '/api/cases', { headers: { Authorization: 'Basic YTpi' } });
    expect(basic.status).to.equal(401);
    expect(basic.problem.detail).to.match(/What the request has is not one\.$/);
  });

  it('is worth nothing after it has expired, though it was believed before', async () => {
    expect(await refused(await city().token(asha, -10))).to.include('expired');
    const short = await city().token(asha, 1);
    expect((await asking(short)).status).to.equal(200);
    await sleep(1500);
    expect(await refused(short)).to.include('expired');
  });

  it('never expiring is none', async () => {
    await refused(await signed(claims({ exp: undefined })));
  });

  it('of another key is forged', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
    expect(await refused(await forged)).to.include('not valid');
  });

  it('that was changed is forged', async () => {
    const [header = '', , signature = ''] = (await city().token(asha)).split('.');
    await refused(`${header}.${base64(claims({ sub: 'bala' }))}.${signature}`);
  });

  it('without signature, or with one that the public key can make, is none', async () => {
    await refused(`${base64({ alg: 'none' })}.${base64(claims())}.`);
    const pem = await readFile(join(city().folder, 'keys', 'tokens.pem'), 'utf8');
    const secret = createPublicKey(pem).export({ type: 'spki', format: 'pem' });
    const body = `${base64({ alg: 'HS256' })}.${base64(claims())}`;
    await refused(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`);
  });

  for (const rest of [
    { iss: 'another' },
    { aud: 'another' },
    { kind: 'king' },
    { roles: 'admin' },
    { authority: 'Demo Riverton' },
    { sub: '' },
    { sub: 'x'.repeat(121) },
    { nbf: Math.floor(Date.now() / 1000) + hour },
  ])
    it(`with ${JSON.stringify(rest).slice(0, 40)} is none`, async () => {
      await refused(await signed(claims(rest)));
    });

  it("never speaks for Charter's own machinery", async () => {
    const { privateKey } = await tokenKeys(city().folder);
    const machine = { kind: 'system', id: 'timekeeper', roles: ['charter'] } as const;
    const token = await createTokenIssuer(privateKey, Date.now).issue(
      { ...asha, actor: machine },
      hour,
    );
    expect(await refused(token)).to.include('"charter"');
  });

  it('that is no token at all is refused quickly', async () => {
    for (const text of ['x', 'a.b.c', '.'.repeat(100), 'x'.repeat(9000)]) await refused(text);
  });
});
