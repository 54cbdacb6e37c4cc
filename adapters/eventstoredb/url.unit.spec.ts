import { expect } from 'chai';
import { StoreFormatError } from '../../domain/kernel/faults.js';
import { openEventStoreDb } from './index.js';
import { withoutSecrets } from './url.js';

describe('address of an EventStoreDB', () => {
  for (const url of [
    'esdb://localhost:2113?tls=false',
    'esdb://asha:secret@log.example',
    'esdb://one:2113,two:2113,three:2113?keepAliveInterval=10000&connectionName=charter',
    'esdb+discover://asha:secret@cluster.example:2113?max-discover-attempts=3',
  ])
    it(`may be ${withoutSecrets(url)}`, async () => {
      await openEventStoreDb({ url }).close();
    });

  for (const [url, words] of [
    ['esdb://', 'no address'],
    ['http://asha:secret@log:2113', 'no address'],
    ['esdb://asha:secret@log:port', 'no address'],
    ['esdb://asha:secret@log?tls=maybe', 'no address'],
    ['esdb://asha:secret@log?tls=false', 'without TLS'],
    ['esdb://asha:secret@log?tlsCaFile=/none/such', 'certificate'],
    ['esdb://asha:secret@log?color=red', 'color is no option'],
    ['esdb://asha:secret@log?nodePreference=follower', 'go to the leader'],
    ['esdb://asha:secret@log?throw-on-append-failure=false', 'would look'],
    ['esdb://asha:secret@log?tlsVerifyCert=false', 'always verified'],
  ] as const)
    it(`may not be ${withoutSecrets(url)}`, () => {
      expect(() => openEventStoreDb({ url }))
        .to.throw(StoreFormatError, words)
        .with.property('message')
        .that.does.not.match(/secret|asha/);
    });
});
