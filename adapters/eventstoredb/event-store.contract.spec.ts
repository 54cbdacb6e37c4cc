import { eventStoreContract } from '../../test/contracts/event-store-contract.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';
import { openEventStoreDb } from './index.js';

const url = process.env['EVENTSTORE_URL'];

/** A log that outlives the adapter, on a server of its own or on the one named by `EVENTSTORE_URL`. */
const make = async () => {
  const standIn = url === undefined ? await StandIn.start({ links: true }) : undefined;
  const open = () => openEventStoreDb({ url: standIn?.url ?? url ?? '' });
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    dispose: async () => {
      await store.close();
      standIn?.stop();
    },
  };
};

const server = url === undefined ? 'its stand-in' : 'EVENTSTORE_URL';
eventStoreContract(`eventstoredb (${server})`, make, { outlives: true });
