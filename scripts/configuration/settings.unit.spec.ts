import { expect } from 'chai';
import { proxiesIn, readSettings, SettingsError, withoutSecrets } from './settings.js';

describe('settings', () => {
  it('take flags before the environment before defaults', () => {
    const settings = readSettings(
      { port: '4000' },
      { CHARTER_PORT: '5000', CHARTER_DATA: '/tmp/x' },
    );
    expect(settings.port).to.equal(4000);
    expect(settings.data).to.equal('/tmp/x');
    expect(settings.role).to.equal('all');
  });

  it('refuse an unknown variable by its name', () => {
    expect(() => readSettings({}, { CHARTER_PROT: '1' })).to.throw(SettingsError, 'CHARTER_PROT');
  });

  it('ignore the environment of other programs', () => {
    expect(readSettings({}, { PORT: '99' }).port).to.equal(3000);
  });

  for (const [name, setting, address] of [
    ['MONGODB_URI', 'mongodbUri', 'mongodb://asha:secret@db/city'],
    ['EVENTSTORE_URL', 'eventstoreUrl', 'esdb://asha:secret@log:2113'],
  ] as const) {
    it(`take the address in ${name}, and never show it`, () => {
      const settings = readSettings({}, { [name]: address });
      expect(settings[setting]).to.equal(address);
      expect(JSON.stringify(withoutSecrets(settings))).to.not.match(/secret|asha/);
      expect(withoutSecrets(settings)).to.include({ [setting]: '[set]', port: 3000 });
    });

    it(`refuse an address of another kind in ${name} without repeating it`, () => {
      expect(() => readSettings({}, { [name]: 'postgres://asha:secret@db/city' }))
        .to.throw(SettingsError, address.slice(0, 7))
        .with.property('message')
        .that.does.not.include('secret');
    });
  }

  it('take proxies by name, address and subnet', () => {
    const { trustedProxies = '' } = readSettings(
      { trustedProxies: 'loopback, 10.0.0.0/8,::1' },
      {},
    );
    expect(proxiesIn(trustedProxies)).to.deep.equal(['loopback', '10.0.0.0/8', '::1']);
  });

  for (const [flags, word] of [
    [{ port: '70000' }, 'port'],
    [{ role: 'king' }, 'role'],
    [{ bodyBytes: 'many' }, 'bodyBytes'],
    [{ colour: 'red' }, 'colour'],
    [{ trustedProxies: 'loopback, everyone' }, 'trustedProxies'],
    [{ trustedProxies: '' }, 'trustedProxies'],
  ] as const)
    it(`refuse ${JSON.stringify(flags)} naming the setting`, () => {
      expect(() => readSettings(flags, {})).to.throw(SettingsError, word);
    });
});
