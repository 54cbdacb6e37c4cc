import { describeWithMongo } from '../../servers/mongodb-suite.js';
import { withstandsKills } from '../../servers/load/withstand.js';

describeWithMongo('a city whose processes are killed at random under load', () => {
  withstandsKills({
    roles: ['write-api', 'write-api', 'read-api', 'projections', 'projections'],
    ...{ clients: 16, seconds: 6, between: 2_000, leastKills: 3 },
  });
});
