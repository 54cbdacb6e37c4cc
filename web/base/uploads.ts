import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { RejectedError } from '../../http/problem.js';
import { refuse } from '../../http/rejections.js';
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

/**
 * Takes forms with files: each file becomes a value that names it, with its size and fingerprint.
 * The bytes go no further.
 */
export const uploads =
  (limit: number): RequestHandler =>
  async (request, _response, next) => {
    if (request.is('multipart/form-data') === false || request.method !== 'POST') {
      next();
      return;
    }
    const parts = await partsOf(request, await bytesOf(request, limit));
    const body: Record<string, string[]> = {};
    for (const [name, value] of parts) {
      if (typeof value !== 'string' && value.size === 0) continue;
      const text = typeof value === 'string' ? value : await fileText(value);
      (body[name] ??= []).push(text);
    }
    request.body = body;
    next();
  };
