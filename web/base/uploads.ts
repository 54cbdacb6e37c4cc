import { createHash } from 'node:crypto';
import { MIMEType } from 'node:util';
import type { Request, RequestHandler } from 'express';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
import { refuseForm } from './rejections.js';
import { documentText } from '../forms/documents.js';

/** Reads a request's body up to a limit, whatever its headers say of its length. */
async function bytesOf(request: Request, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new RejectedError(refuse('too-large', { limit }).error);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a form has more than `most` parts: each begins with its boundary, and one more ends the last. */
function hasMoreParts(bytes: Buffer, boundary: string, most: number): boolean {
  let at = bytes.indexOf(boundary);
  let found = 0;
  for (; at >= 0 && found <= most + 1; found += 1)
    at = bytes.indexOf(boundary, at + boundary.length);
  return found > most + 1;
}

/** The parts of a form with files; what is no such form, or would take long to take apart, is refused. */
async function partsOf(request: Request, bytes: Buffer, most: number): Promise<FormData> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
  try {
    const boundary = new MIMEType(headers['Content-Type']).params.get('boundary') ?? '';
    if (hasMoreParts(bytes, `--${boundary}`, most)) throw new RangeError('too many parts');
    // Discouraged for servers because it holds the whole body in memory: here that is bounded.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await new Response(new Uint8Array(bytes), { headers }).formData();
  } catch {
    throw new RejectedError(refuse('invalid-parameter').error);
  }
}

const longestName = 255;

type Upload = Pick<File, 'name' | 'type' | 'size' | 'arrayBuffer'>;

async function fileText(file: Upload): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  return documentText({
    name: file.name.slice(-longestName) || 'file',
    mediaType: file.type.slice(0, 120),
    size: file.size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

async function valuesOf(request: Request, limits: UploadLimits): Promise<Record<string, string[]>> {
  // No object while it grows: a field may have the name of what every object has, `constructor`.
  const values = new Map<string, string[]>();
  const bytes = await bytesOf(request, limits.bytes);
  for (const [name, value] of await partsOf(request, bytes, limits.parts)) {
    if (typeof value !== 'string' && value.size === 0) continue;
    const text = typeof value === 'string' ? value : await fileText(value);
    values.set(name, [...(values.get(name) ?? []), text]);
  }
  return Object.fromEntries(values);
}

export interface UploadLimits {
  /** Bytes of a form with files. */
  readonly bytes: number;
  /** Fields and files of a form, together. */
  readonly parts: number;
  /** Most forms with files received at once: each is held in memory whole. */
  readonly atOnce: number;
}

/**
 * Takes forms with files: each file becomes a value that names it, with its size and fingerprint.
 * The bytes go no further. Not a byte is read for a browser that has no session, nor for one form
 * more than are received at once.
 */
export function uploads(
  limits: UploadLimits,
  hasSession: (request: Request) => boolean,
): RequestHandler {
  let receiving = 0;
  return async (request, _response, next) => {
    if (request.is('multipart/form-data') === false) {
      next();
      return;
    }
    if (!hasSession(request)) throw new RejectedError(refuseForm('expired').error);
    if (receiving >= limits.atOnce) throw new RejectedError(refuse('uploads-busy').error);
    receiving += 1;
    try {
      request.body = await valuesOf(request, limits);
    } finally {
      receiving -= 1;
    }
    next();
  };
}
