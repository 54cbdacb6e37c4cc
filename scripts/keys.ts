import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importPKCS8, importSPKI, type CryptoKey } from 'jose';

export interface TokenKeys {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

async function readOrMake(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Of processes that start at once one makes the key and the others read it: it is whole once it has its name.
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, make(), { mode: 0o600 });
  try {
    await link(own, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(own);
  }
  return readFile(path, 'utf8');
}

const newPrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const secretBytes = 32;

/** Signs cookies and forms of this city's pages: `<data>/keys/pages.secret`, made at first need, readable by its owner alone. */
export const pagesSecret = (data: string): Promise<string> =>
  readOrMake(join(data, 'keys', 'pages.secret'), () =>
    randomBytes(secretBytes).toString('base64url'),
  );

/** The Ed25519 key that signs this city's tokens: `<data>/keys/tokens.pem`, made at first need, readable by its owner alone. */
export async function tokenKeys(data: string): Promise<TokenKeys> {
  const pem = await readOrMake(join(data, 'keys', 'tokens.pem'), newPrivateKey);
  const spki = createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' });
  return {
    privateKey: await importPKCS8(pem, 'EdDSA'),
    publicKey: await importSPKI(spki.toString(), 'EdDSA'),
  };
}
