import { expect } from 'chai';
import fc from 'fast-check';
import { fileOf, files, only } from '../../../test/samples/digit.js';
import { compileService } from '../compile.js';
import type { CompiledService } from '../compiled.js';
import { lintService } from '../lint/index.js';
import type { ServiceDefinition } from '../schema/index.js';
import { importDigitWorkflow } from './index.js';

const isFinal = (kind: string): boolean => kind === 'end' || kind === 'resolved';

function compiled(definition: ServiceDefinition): CompiledService {
  const service = compileService(definition);
  if (!service.ok) throw new Error(service.error.message);
  return service.value;
}

/** States that a case passes when it takes whatever action a list of numbers picks. */
function walk(service: CompiledService, picks: readonly number[]): readonly string[] {
  const { start } = service.definition;
  const [first = 0, ...rest] = picks;
  const passed = [start[first % start.length]!.state];
  for (const pick of rest) {
    const here = passed.at(-1)!;
    const actions = service.actionsFrom(here);
    if (actions.length === 0) break;
    const { to } = actions[pick % actions.length]!;
    passed.push(to === 'same' ? here : to);
  }
  return passed;
}

const picks = fc.array(fc.nat(60), { minLength: 1, maxLength: 60 });

interface RawState {
  readonly state: string | null;
  readonly actions: readonly { readonly nextState: string }[] | null;
}

/** Ends that can be reached, straight from the file: states from which no other can be reached. */
function endsIn(file: unknown): ReadonlySet<string> {
  const { states } = (file as { BusinessServices: { states: RawState[] }[] }).BusinessServices[0]!;
  const next = (name: string | null): readonly string[] =>
    (states.find(({ state }) => state === name)?.actions ?? []).map(({ nextState }) => nextState);
  const seen = new Set(next(null));
  for (const name of seen) for (const to of next(name)) seen.add(to);
  return new Set([...seen].filter((name) => next(name).length === 0));
}

describe('cases of imported workflows', () => {
  for (const name of files) {
    const service = compiled(only(importDigitWorkflow(fileOf(name))));

    it(`of ${name} never get stuck`, () => {
      fc.assert(
        fc.property(picks, (list) => {
          for (const code of walk(service, list)) {
            const state = service.state(code)!;
            expect(state, code).not.to.equal(undefined);
            expect(isFinal(state.kind) || service.actionsFrom(code).length > 0, code).to.be.true;
          }
        }),
      );
    });

    it(`of ${name} reach every end that the file can reach, and no other`, () => {
      const reached = new Set(
        fc.sample(picks, { numRuns: 1000, seed: 7 }).flatMap((list) => walk(service, list)),
      );
      const ends = [...reached].filter((code) => service.state(code)?.kind === 'end');
      expect(new Set(ends)).to.deep.equal(endsIn(fileOf(name)));
    });
  }
});

const names = [
  'OPEN',
  'PENDING',
  'APPROVED',
  'REJECTED',
  'DONE',
  'x y',
  'x_y',
  'same',
  'Ünï',
  'खुला',
  'पूरा',
];
const flag = fc.constantFrom(false, false, false, true, 'true', 'false', '', null, undefined);
const period = fc.constantFrom(null, 0, '', '0', 86_400_000, '1000', -1, 'soon', undefined);
const roles = fc.oneof(
  fc.constantFrom('CLERK,CITIZEN', '', null, undefined, '*'),
  fc.subarray(['CITIZEN', 'CLERK', 'AUTO_ESCALATE', 'SYSTEM_PAYMENT', 'SYSTEM', '*', 'a b']),
);

/** A state whose actions mostly lead to states that there are. */
const state = (name: string | null, known: readonly string[]) =>
  fc.record({
    state: fc.constant(name),
    uuid: fc.constant(`uuid-${name ?? ''}`),
    applicationStatus: fc.constantFrom(name, null, 'INACTIVE'),
    sla: period,
    isStartState: flag,
    isTerminateState: flag,
    isStateUpdatable: flag,
    docUploadRequired: flag,
    actions: fc.oneof(
      { weight: 4, arbitrary: fc.array(action(known), { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  });
const action = (known: readonly string[]) =>
  fc.record({
    action: fc.constantFrom('RATE', 'REOPEN', 'COMMENT', 'FORWARD', 'PAY', '2nd try', 'a/b'),
    nextState: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...known, ...known.map((name) => `uuid-${name}`)) },
      { weight: 1, arbitrary: fc.constantFrom('NOWHERE', null) },
    ),
    roles,
    active: fc.constantFrom(true, undefined, 'false'),
  });
const service = fc.subarray(names, { minLength: 1 }).chain((known) =>
  fc.record({
    tenantId: fc.constantFrom('{tenantid}', 'pb', null),
    businessService: fc.constantFrom('PGR', 'a b.c', 'Ünï', '1'),
    businessServiceSla: period,
    states: fc.tuple(...[null, null, ...known, known[0]!].map((name) => state(name, known))),
  }),
);

const wrong =
  /where the action leads|No action begins|resolved or closed any more|Nobody may (start|take)/;

describe('import of any workflow', () => {
  it('gives a definition without errors or says what is wrong, and never fails', () => {
    fc.assert(
      fc.property(service, (json) => {
        const { definitions, errors } = importDigitWorkflow([json]);
        expect(definitions.length === 1).to.equal(errors.length === 0);
        // Odd names and entries are no fault; what leads nowhere, never ends or is open to nobody is.
        expect(errors.filter(({ message }) => !wrong.test(message))).to.deep.equal([]);
        for (const definition of definitions) {
          const found = lintService(definition).filter(({ severity }) => severity === 'error');
          expect(found).to.deep.equal([]);
          expect(compileService(definition).ok).to.be.true;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('survives what is no workflow at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(importDigitWorkflow([json]).definitions).to.deep.equal([]);
      }),
    );
  });
});
