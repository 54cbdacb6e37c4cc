import { expect } from 'chai';
import { readSettings, SettingsError, withoutSecrets } from './settings.js';

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

  it('take the address of MongoDB by its usual name, and never show it', () => {
    const settings = readSettings({}, { MONGODB_URI: 'mongodb://asha:secret@db/city' });
    expect(settings.mongodbUri).to.equal('mongodb://asha:secret@db/city');
    expect(JSON.stringify(withoutSecrets(settings))).to.not.match(/secret|asha/);
    expect(withoutSecrets(settings)).to.include({ mongodbUri: '[set]', port: 3000 });
  });

  it('refuse an address of another kind without repeating it', () => {
    expect(() => readSettings({}, { MONGODB_URI: 'postgres://asha:secret@db/city' }))
      .to.throw(SettingsError, 'mongodb://')
      .with.property('message')
      .that.does.not.include('secret');
  });

  for (const [flags, word] of [
    [{ port: '70000' }, 'port'],
    [{ role: 'king' }, 'role'],
    [{ bodyBytes: 'many' }, 'bodyBytes'],
    [{ colour: 'red' }, 'colour'],
  ] as const)
    it(`refuse ${JSON.stringify(flags)} naming the setting`, () => {
      expect(() => readSettings(flags, {})).to.throw(SettingsError, word);
    });
});
