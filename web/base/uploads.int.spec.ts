import { request as ask, type ClientRequest, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express, { type ErrorRequestHandler } from 'express';
import { RejectedError, statusOf } from '../../http/problem.js';
import { uploads } from './uploads.js';

const boundary = 'x';
const open = `--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n`;
const close = `\r\n--${boundary}--\r\n`;

const tell: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof RejectedError)
    response.status(statusOf(error.rejection)).send(error.rejection.code);
  else if (response.destroyed || response.socket === null) response.end();
  else next(error);
};

describe('forms with files', () => {
  let server: HttpServer;
  before(() => {
    const app = express();
    const hasSession = ({ url }: express.Request) => !url.startsWith('/nobody');
    const limits = { bytes: 1000, parts: 5, atOnce: 2 };
    app.post('/{*any}', uploads(limits, hasSession), (request, response) => {
      response.json(request.body);
    });
    app.use(tell);
    server = app.listen(0, '127.0.0.1');
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Begins a form, and gives what ends it. */
  const begin = (path = '/') => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const sending: ClientRequest = ask({ port, path, method: 'POST', headers });
    const reply = new Promise<string>((resolve, reject) => {
      sending.on('error', reject).on('response', (response) => {
        let text = `${response.statusCode ?? 0} `;
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      });
    });
    sending.write(`${open}half`);
    return { reply, end: () => sending.end(close), give: () => sending.destroy() };
  };

  const taken = '200 {"note":["half"]}';

  it('are received a few at once; one more is told to come again, and may', async () => {
    const [one, two] = [begin(), begin()];
    // They are under way when the third, refused without being read to its end, has its answer.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const third = begin();
    expect(await third.reply).to.equal('503 http.uploads-busy');
    third.give();
    one.end();
    expect(await one.reply).to.equal(taken);
    const fourth = begin();
    fourth.end();
    two.end();
    expect(await Promise.all([two.reply, fourth.reply])).to.deep.equal([taken, taken]);
  });

  const sent = async (names: readonly string[], type = 'multipart/form-data; boundary="x"') => {
    const parts = names.map(
      (name) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nhalf\r\n`,
    );
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: `${parts.join('')}--x--\r\n`,
    });
  };

  it('may call their fields what every object has already', async () => {
    const reply = await sent(['__proto__', 'constructor', 'toString', 'constructor']);
    expect(await reply.text()).to.equal(
      '{"__proto__":["half"],"constructor":["half","half"],"toString":["half"]}',
    );
  });

  it('have so many parts at most, however small', async () => {
    expect((await sent(Array.from({ length: 5 }, () => 'note'))).status).to.equal(200);
    const six = Array.from({ length: 6 }, () => 'note');
    expect((await sent(six)).status).to.equal(400);
    const disguised = 'multipart/form-data; a="; boundary=y"; boundary=x';
    expect((await sent(six, disguised)).status).to.equal(400);
  });

  it('are not read at all for those without a session', async () => {
    const nobody = begin('/nobody');
    expect(await nobody.reply).to.equal('403 form-page.expired');
    nobody.give();
  });

  it('that break off make room for others', async () => {
    for (let time = 0; time < 3; time += 1) {
      const broken = begin();
      broken.reply.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
      broken.give();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    const next = begin();
    next.end();
    expect(await next.reply).to.equal(taken);
  });
});
