import {
  readStoreContract,
  type MadeReadStore,
} from '../../../test/contracts/read-store-contract.js';
import { modelCases } from '../../../test/contracts/read-store/model.js';
import { describeWithMongo, skipLacking } from '../../../test/servers/mongodb-suite.js';
import { dropDatabase, ownDatabase } from '../../../test/servers/mongodb.js';
import { openMongoReadStore } from './store.js';

async function makeStore(): Promise<MadeReadStore> {
  const uri = ownDatabase();
  const open = () => openMongoReadStore({ uri });
  const opened = [await open()];
  return {
    store: opened[0]!,
    another: async () => {
      const other = await open();
      opened.push(other);
      return other;
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await dropDatabase(uri);
    },
  };
}

describeWithMongo('MongoDB', () => {
  skipLacking([
    [/sorting sorts by (texts|two fields)/, 'texts by code point'],
    [/read store: mongodb against a model/, 'texts by code point'],
  ]);
  readStoreContract('mongodb', makeStore);
  describe('with ids that every engine orders alike', () => {
    modelCases(makeStore, ['a', 'b', 'B', 'ä', 'पानी', '7Q2M4KXP']);
  });
});
