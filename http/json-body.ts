import { isUtf8 } from 'node:buffer';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { RejectedError } from './problem.js';
import { refuse } from './rejections.js';

/** Reads JSON bodies up to `limit` bytes, and nothing else; that a body is an object its schema says. */
export function jsonBody(limit: number): readonly (RequestHandler | ErrorRequestHandler)[] {
  const parse = express.json({
    limit,
    strict: false,
    type: 'application/json',
    verify,
  });
  const requireJson: RequestHandler = (request, _response, next) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0;
    if (hasBody && request.is('application/json') === false)
      throw new RejectedError(refuse('unsupported-media-type').error);
    next();
  };
  const explain: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
    next(explained(error, limit));
  };
  return [requireJson, parse, explain];
}

/** More than anything that is taken: what is less deep is refused further on, and told where. */
const mostDeep = 1_000;
const mostValues = 50_000;

/**
 * Looks at bytes before they are parsed. Decoding would put a replacement character for each wrong byte, and nobody
 * would notice; and what is nested very deep, or made of very many parts, takes whoever reads it many times as long as
 * anything else of its size.
 */
function verify(_request: unknown, _response: unknown, bytes: Buffer, charset: string): void {
  if (charset !== 'utf-8')
    throw Object.assign(new RangeError('not UTF-8'), { type: 'charset.unsupported' });
  if (!isUtf8(bytes)) throw new RangeError('it is not in UTF-8.');
  const { deepest, values } = shapeOf(bytes);
  if (deepest > mostDeep) throw new RangeError(`it is nested more than ${mostDeep} deep.`);
  if (values > mostValues) throw new RangeError(`it holds more than ${mostValues} values.`);
}

const [quote, backslash, comma] = Buffer.from('"\\,');
/** Byte → how much deeper it leads. */
const steps = new Int8Array(256);
for (const opening of Buffer.from('[{')) steps[opening] = 1;
for (const closing of Buffer.from(']}')) steps[closing] = -1;

/** How deep a text of JSON is nested, and how many values it lists or names, until either is too much. */
function shapeOf(bytes: Buffer): { readonly deepest: number; readonly values: number } {
  let [isText, depth, deepest, values] = [false, 0, 0, 1];
  for (let at = 0; at < bytes.length && deepest <= mostDeep && values <= mostValues; at += 1) {
    const byte = bytes[at] as number;
    if (byte === backslash) at += 1;
    else if (byte === quote) isText = !isText;
    else if (!isText) {
      depth += steps[byte] ?? 0;
      deepest = Math.max(deepest, depth);
      values += Number(byte === comma);
    }
  }
  return { deepest, values };
}

/** body-parser's errors in our words; others as they are. */
function explained(error: unknown, limit: number): unknown {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : '';
  switch (type) {
    case 'entity.too.large':
      return new RejectedError(refuse('too-large', { limit }).error);
    case 'entity.parse.failed':
    case 'entity.verify.failed':
    case 'request.size.invalid':
    case 'request.aborted':
      return new RejectedError(
        refuse('malformed-json', { reason: error instanceof Error ? error.message : '' }).error,
      );
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new RejectedError(refuse('unsupported-media-type').error);
    default:
      return isOfPacking(error)
        ? new RejectedError(
            refuse('malformed-json', { reason: 'it is not packed as its Content-Encoding says.' })
              .error,
          )
        : error;
  }
}

const isOfPacking = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(Z|ERR__ERROR)_/.test(String(error.code));
