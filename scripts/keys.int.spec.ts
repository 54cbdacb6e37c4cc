import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportJWK } from 'jose';
import { pagesSecret, tokenKeys } from './keys.js';

describe('keys of a city', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'charter-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are the same for all who start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => tokenKeys(folder)));
    const known = await Promise.all(keys.map(({ publicKey }) => exportJWK(publicKey)));
    expect(new Set(known.map(({ x }) => x)).size).to.equal(1);
    const secrets = await Promise.all(Array.from({ length: 20 }, () => pagesSecret(folder)));
    expect(new Set(secrets).size).to.equal(1);
    expect(secrets[0]).to.match(/^[\w-]{43}$/);
  });

  it('are for their owner alone, and nothing is left beside them', async () => {
    await tokenKeys(folder);
    expect(await readdir(join(folder, 'keys'))).to.deep.equal(['tokens.pem']);
    expect((await stat(join(folder, 'keys', 'tokens.pem'))).mode & 0o777).to.equal(0o600);
  });
});
