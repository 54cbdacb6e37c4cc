import { expect } from 'chai';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Result } from '../domain/kernel/result.js';
import {
  administrator,
  calendar,
  city,
  emptyCity,
  smallCity,
  state,
} from '../test/commands/city.js';
import { clerk } from '../test/commands/workbench.js';
import { tinyService } from '../test/samples/service.js';

const codeOf = (result: Result<unknown, Rejection>): string =>
  result.ok ? 'ok' : result.error.code;

describe('the writing side', () => {
  it('publishes reference data and services, each in a stream of its own', async () => {
    const made = await smallCity();
    const types = async (stream: string) => (await made.events(stream)).map(({ type }) => type);
    expect(await types('reference-demo.riverton-office-hours')).to.deep.equal([
      'reference.published.v1',
    ]);
    expect(await types('service-demo.riverton-street-light')).to.deep.equal([
      'service.drafted.v1',
      'service.published.v1',
    ]);
    const [published] = await made.events('service-demo.riverton-street-light');
    expect(published?.meta.authority).to.equal(city);
  });

  it('lets only administrators of the authority, or of one above it, do so', async () => {
    const made = emptyCity();
    const publish = (caller = administrator()) =>
      made.do('reference publish', `${city}/office-hours`, calendar(), { caller });
    expect(codeOf(await publish({ ...clerk, authority: city }))).to.equal('access.role');
    expect(codeOf(await publish(administrator('demo.river' as never)))).to.equal('access.outside');
    expect(codeOf(await publish(administrator(state)))).to.equal('ok');
  });

  for (const target of ['', 'riverton', 'demo.riverton/', 'Demo/x', 'demo/a b', 'demo/a/b'])
    it(`knows no service "${target}"`, async () => {
      const result = await emptyCity().do('service publish', target, {});
      expect(codeOf(result)).to.equal('request.unknown-target');
    });

  it('knows no other aggregates', async () => {
    expect(codeOf(await emptyCity().do('galaxy publish', 'x', {}))).to.equal(
      'request.unknown-operation',
    );
  });

  it('keeps offices and areas where everyone finds them', async () => {
    const offices = { kind: 'offices', effectiveFrom: '2020-01-01', value: { offices: [] } };
    const made = emptyCity();
    const under = (set: string) => made.do('reference publish', `${city}/${set}`, offices);
    expect(codeOf(await under('city-offices'))).to.equal('reference.set-name');
    expect(codeOf(await under('offices'))).to.equal('ok');
  });

  it('lets a city adopt what the authority above it has published', async () => {
    const made = emptyCity();
    const caller = administrator(state);
    const target = `${state}/street-light`;
    const definition = { ...tinyService, authority: state, overridable: ['office'] };
    await made.must('service draft', target, { definition }, { caller });
    await made.must('service publish', target, {}, { caller });
    const adoption = { of: state, effectiveFrom: '2026-04-01', overrides: { office: 'light' } };
    await made.must('service adopt', `${city}/street-light`, adoption);
    const [drafted] = await made.events('service-demo.riverton-street-light');
    expect(drafted?.data).to.deep.include({
      derivedFrom: { authority: state, version: 1, overridden: ['office'] },
    });
  });

  it('takes no more commands once it closes, and ends those under way', async () => {
    const made = emptyCity();
    const under = made.do('reference publish', `${city}/office-hours`, calendar());
    await made.close();
    expect(codeOf(await under)).to.equal('ok');
    const fault: unknown = await made
      .do('reference publish', `${city}/more`, calendar())
      .catch((error: unknown) => error);
    expect(fault).to.have.property('code', 'commands.closed');
  });
});
