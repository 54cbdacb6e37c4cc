/**
 * Routes that take a body and answer, and do nothing else: what Express allows. `/checked` also verifies the
 * token that comes with it (Ed25519, by `jose`), which Charter does at most once a minute for each.
 */
import express from 'express';
import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { AddressInfo } from 'node:net';

const { publicKey, privateKey } = await generateKeyPair('EdDSA');
const token = await new SignJWT({ roles: ['bench'] })
  .setProtectedHeader({ alg: 'EdDSA' })
  .setSubject('bench')
  .setExpirationTime('2h')
  .sign(privateKey);

const app = express();
app.use(express.json());
app.post('/', (_request, response) => {
  response.status(201).json({ ok: true });
});
app.post('/checked', async (request, response) => {
  await jwtVerify((request.headers.authorization ?? '').slice('Bearer '.length), publicKey);
  response.status(201).json({ ok: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port} ${token}\n`);
});
