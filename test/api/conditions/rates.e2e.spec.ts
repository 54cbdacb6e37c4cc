import { expect } from 'chai';
import { bearer, raw } from '../raw.js';
import { asha, town } from './town.js';

describe('too many requests from one address', () => {
  const city = town({ requestsPerMinute: 60 });

  it('are told when to come back, and disturb no check of health', async () => {
    const headers = bearer(await city().token(asha));
    let limited = await raw(city(), '/api/models', { headers });
    for (let turn = 0; turn < 80 && limited.status !== 429; turn += 1)
      limited = await raw(city(), '/api/models', { headers });
    expect(limited.status).to.equal(429);
    expect(limited.problem.code).to.equal('http.rate-limited');
    expect(Number(limited.headers.get('retry-after'))).to.be.within(1, 60);
    expect(limited.headers.get('ratelimit')).to.include('limit=60');
    expect((await raw(city(), '/readyz')).status).to.equal(200);
  });
});

describe('too many requests through a proxy', () => {
  const from = (client: string) => ({ headers: { 'x-forwarded-for': client } });
  const exhausted = async (city: Parameters<typeof raw>[0], client: string): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await raw(city, '/api/models', from(client));
    expect((await raw(city, '/api/models', from(client))).status).to.equal(429);
  };

  describe('that is trusted', () => {
    const city = town({ requestsPerMinute: 40, trustedProxies: 'loopback' });

    it('are counted by caller', async () => {
      for (let turn = 0; turn < 40; turn += 1)
        await raw(city(), '/api/models', from('203.0.113.1'));
      await exhausted(city(), '203.0.113.1');
      const other = await raw(city(), '/api/models', from('203.0.113.2'));
      expect(other.status).to.equal(401);
    });
  });

  describe('that nobody said to trust', () => {
    const city = town({ requestsPerMinute: 40 });

    it('are counted together, whatever is said of the caller', async () => {
      for (let turn = 0; turn < 40; turn += 1)
        await raw(city(), '/api/models', from(`203.0.113.${turn}`));
      await exhausted(city(), '203.0.113.77');
    });
  });
});
