import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemOfRejection } from './problem.js';
import { refuse } from './rejections.js';

const codes = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
} as const;

const isKnown = (code: string | undefined): code is keyof typeof codes =>
  code !== undefined && Object.hasOwn(codes, code);

/** Answers with problem details (RFC 9457) also what never becomes a request: Node.js alone would send no body. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket: Duplex) => {
    // A client that has gone, or a reply that has begun, can be told nothing.
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(replyTo(isKnown(code) ? codes[code] : 'malformed-request'));
  });
}

function replyTo(code: (typeof codes)[keyof typeof codes] | 'malformed-request'): string {
  const id = randomUUID();
  const problem = problemOfRejection(refuse(code).error, id);
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
