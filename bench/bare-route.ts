/** A route that takes a body and answers, and does nothing else: what Express allows. */
import express from 'express';
import type { AddressInfo } from 'node:net';

const app = express();
app.use(express.json());
app.post('/', (_request, response) => {
  response.status(201).json({ ok: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
