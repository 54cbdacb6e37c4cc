import { leasesContract } from '../../test/contracts/leases/leases-contract.js';
import { describeWithMongo, dropDatabase, ownDatabase } from '../../test/servers/mongodb.js';
import { connect } from './client.js';
import { createMongoLeases } from './leases.js';

describeWithMongo('MongoDB', () => {
  leasesContract('MongoDB', async () => {
    const uri = ownDatabase();
    const connected = await connect({ uri });
    return {
      leases: createMongoLeases(connected),
      close: async () => {
        await connected.client.close();
        await dropDatabase(uri);
      },
    };
  });
});
