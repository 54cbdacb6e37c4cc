import { expect } from 'chai';
import { describeWithMongo } from '../servers/mongodb-suite.js';
import { withstandsKills } from '../servers/load/withstand.js';

const seconds = Number(process.env['FULL_KILL_SECONDS'] ?? 120);
const four = <T>(role: T): readonly T[] => [role, role, role, role];

describeWithMongo('ten processes that are killed at random for two minutes under load', () => {
  const ground = withstandsKills({
    roles: [
      ...four('write-api' as const),
      ...four('read-api' as const),
      'projections',
      'projections',
    ],
    ...{ clients: 32, seconds, between: 4_000, leastKills: Math.floor(seconds / 6) },
  });

  it('rebuild their read models without a difference, while two processes fold', async function () {
    this.timeout(120_000);
    const { code, output, errors } = await ground().city.run(['rebuild']);
    expect(code, output + errors).to.equal(0);
    const rows = output.trim().split('\n').slice(1, -1);
    expect(rows.length).to.be.greaterThan(4);
    for (const row of rows) expect(row).to.match(/^[a-z-]+ +\d+ +0$/);
  });
});
