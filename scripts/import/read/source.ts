import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceError } from './row.js';

const gzipMark = [0x1f, 0x8b] as const;
const chunkBytes = 1_048_576;
/** Of the text, unpacked: what a small file could be blown up to is bounded. */
export const maximumSourceBytes = 8 * 1024 ** 3;

/** A file's text, and after its end the SHA-256 of its bytes, unpacked. */
export interface Source {
  readonly text: AsyncIterable<string>;
  /** @throws Error before the text has been read to its end. */
  readonly fingerprint: () => string;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === gzipMark[0] && buffer[1] === gzipMark[1];
  } finally {
    await file.close();
  }
}

function measured(hash: Hash): Transform {
  let bytes = 0;
  return new Transform({
    highWaterMark: chunkBytes,
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > maximumSourceBytes)
        done(new SourceError('The file is larger than 8 GiB unpacked.'));
      else done(null, chunk);
    },
  });
}

/**
 * Opens a file to import, plain or packed with gzip, as its first bytes tell. The same content has the
 * same fingerprint either way.
 */
export async function openSource(path: string): Promise<Source> {
  const hash = createHash('sha256');
  const bytes = createReadStream(path, { highWaterMark: chunkBytes });
  const packed = await isGzip(path);
  const ignore = (): void => undefined;
  const text: Readable = packed
    ? pipeline(bytes, createGunzip({ chunkSize: chunkBytes }), measured(hash), ignore)
    : pipeline(bytes, measured(hash), ignore);
  text.setEncoding('utf8');
  let digest: string | undefined;
  return {
    text: text as AsyncIterable<string>,
    fingerprint: () => (digest ??= hash.digest('hex')),
  };
}
