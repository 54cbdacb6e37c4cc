import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'chai';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { compileService, lintService, textsOf } from '../../domain/service/index.js';
import { serviceJsonSchema } from '../../scripts/service-schema/schema.js';
import {
  sampleAuthority,
  shippedCodes,
  shippedDefinition,
  shippedJson,
  shippedReference,
} from '../samples/shipped.js';

const sampleServices = [
  'building-permit',
  'complaint',
  'fire-no-objection',
  'property-registration',
  'septic-tank-emptying',
  'septic-vehicle-trip',
  'trade-licence',
  'water-connection',
];
const on = '2026-06-15' as PlainDate;

describe('services that ship', () => {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const fits = ajv.compile(serviceJsonSchema());

  for (const code of shippedCodes)
    describe(code, () => {
      const definition = shippedDefinition(code);
      const reference = shippedReference(definition);

      it('has its folder for a code', () => {
        expect(definition.code).to.equal(code);
      });

      it('compiles', () => {
        const compiled = compileService(definition);
        expect(compiled.ok ? [] : compiled.error.faults).to.deep.equal([]);
      });

      it('gives the linter nothing to say', () => {
        expect(lintService(definition, { reference })).to.deep.equal([]);
      });

      it('speaks English and Hindi', () => {
        const silent = [...textsOf(definition)].filter(
          ([, text]) => text.en === undefined || text.hi === undefined,
        );
        expect(silent).to.deep.equal([]);
      });

      it('is described by the schema that authors use', () => {
        fits(shippedJson(code));
        expect(fits.errors ?? []).to.deep.equal([]);
      });
    });

  it('include the eight of the sample city', () => {
    const ofCity = shippedCodes.filter(
      (code) => shippedDefinition(code).authority === sampleAuthority,
    );
    expect(ofCity).to.deep.equal(sampleServices);
  });

  it('name only roles that somebody holds and that have a title', () => {
    const reference = shippedReference(shippedDefinition('complaint'));
    const roles = new Set(reference.offices(on).flatMap(({ staff }) => Object.keys(staff ?? {})));
    expect(reference.codes('roles', on)).to.include.keys(...roles);
    for (const code of sampleServices)
      expect(lintService(shippedDefinition(code), { roles })).to.deep.equal([]);
  });

  it('let every complaint be told apart, found and dealt with in time', () => {
    const compiled = compileService(shippedDefinition('complaint'));
    if (!compiled.ok) throw new Error(compiled.error.message);
    const leaves = compiled.value.definition.types.flatMap(({ children = [] }) => children);
    expect(leaves.length).to.be.greaterThan(25);
    for (const { code } of leaves) {
      const kind = compiled.value.type(code);
      expect(kind?.office, code).not.to.equal(undefined);
      expect(kind?.limits.standard, code).not.to.equal(undefined);
    }
  });

  it('have a fee for every trade, size and number of years', () => {
    const definition = shippedDefinition('trade-licence');
    const reference = shippedReference(definition);
    const trades = definition.types.flatMap(({ children = [] }) => children);
    const keys = trades.flatMap(({ code: trade }) =>
      ['small', 'medium', 'large'].flatMap((size) =>
        [1, 2, 3].map((years) => ({ trade, size, years })),
      ),
    );
    const free = keys.filter((key) => reference.tariff('trade-licence-fees', on, key)?.value === undefined);
    expect(keys).to.have.length(12 * 9);
    expect(free).to.deep.equal([]);
  });
});
