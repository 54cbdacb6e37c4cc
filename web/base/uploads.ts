import { createHash } from 'node:crypto';
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

/** The parts of a form with files; what is no such form is refused. */
async function partsOf(request: Request, bytes: Buffer): Promise<FormData> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
  try {
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

async function valuesOf(request: Request, limit: number): Promise<Record<string, string[]>> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of await partsOf(request, await bytesOf(request, limit))) {
    if (typeof value !== 'string' && value.size === 0) continue;
    const text = typeof value === 'string' ? value : await fileText(value);
    (values[name] ??= []).push(text);
  }
  return values;
}

export interface UploadLimits {
  /** Bytes of a form with files. */
  readonly bytes: number;
  /** Most forms with files received at once: each is held in memory whole. */
  readonly atOnce: number;
}

/**
 * Takes forms with files: each file becomes a value that names it, with its size and fingerprint.
 * The bytes go no further. Not a byte is read for a browser that has no session, nor for one form
 * more than are received at once.
 */
export function uploads(
  { bytes, atOnce }: UploadLimits,
  hasSession: (request: Request) => boolean,
): RequestHandler {
  let receiving = 0;
  return async (request, _response, next) => {
    if (request.is('multipart/form-data') === false) {
      next();
      return;
    }
    if (!hasSession(request)) throw new RejectedError(refuseForm('expired').error);
    if (receiving >= atOnce) throw new RejectedError(refuse('uploads-busy').error);
    receiving += 1;
    try {
      request.body = await valuesOf(request, bytes);
    } finally {
      receiving -= 1;
    }
    next();
  };
}
