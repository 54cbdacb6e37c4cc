import { leasesContract } from '../../../test/contracts/leases/leases-contract.js';
import { operationsContract } from '../../../test/contracts/operations/operations-contract.js';
import { describeWithMongo } from '../../../test/servers/mongodb-suite.js';
import { dropDatabase, ownDatabase } from '../../../test/servers/mongodb.js';
import { openMongoOperations } from './operations.js';

describeWithMongo('MongoDB', () => {
  operationsContract('mongodb', () => {
    const uri = ownDatabase();
    return Promise.resolve({
      open: () => openMongoOperations({ uri }),
      dispose: () => dropDatabase(uri),
    });
  });

  leasesContract('MongoDB', async () => {
    const uri = ownDatabase();
    const { leases, close } = await openMongoOperations({ uri });
    return {
      leases,
      close: async () => {
        await close();
        await dropDatabase(uri);
      },
    };
  });
});
