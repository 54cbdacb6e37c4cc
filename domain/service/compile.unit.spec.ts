import { expect } from 'chai';
import { noFacts, tiny } from '../../test/samples/service.js';
import type { Result } from '../kernel/result.js';
import type { Rejection } from '../kernel/rejection.js';
import { compileService } from './compile.js';
import type { CompiledService } from './compiled.js';

const value = <T>(result: Result<T, Rejection>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const compiled = (change?: Parameters<typeof tiny>[0]): CompiledService =>
  value(compileService(tiny(change)));
const pointers = (result: Result<unknown, Rejection>) =>
  result.ok ? [] : result.error.faults?.map(({ pointer }) => pointer);

describe('compiled service', () => {
  const service = compiled();

  it('is compiled once for a definition', () => {
    const definition = tiny();
    expect(compileService(definition)).to.equal(compileService(definition));
  });

  it('finds its parts by code', () => {
    expect(service.state('new')?.kind).to.equal('start');
    expect(service.action('fix')?.to).to.equal('fixed');
    expect(service.timer('repair')?.kind).to.equal('published');
    expect(service.taskGroup('checks')?.opensIn).to.equal('new');
    expect(service.tasksIn('new').map(({ code }) => code)).to.deep.equal(['checks']);
    expect(service.tasksIn('fixed')).to.deep.equal([]);
    expect([
      service.state('x'),
      service.action('x'),
      service.timer('x'),
      service.type('x'),
    ]).to.deep.equal(Array(4).fill(undefined));
  });

  it('offers actions that are open from any state wherever a case is not at its end', () => {
    const from = (state: string) => service.actionsFrom(state).map(({ code }) => code);
    expect(from('new')).to.deep.equal(['fix', 'note']);
    expect(from('fixed')).to.deep.equal(['close', 'note']);
    expect(from('closed')).to.deep.equal([]);
    expect(from('unknown')).to.deep.equal([]);
  });

  it('knows which timers start when', () => {
    const names = (start: Parameters<typeof service.timersOn>[0]) =>
      service.timersOn(start).map(({ name }) => name);
    expect(names('submission')).to.deep.equal(['repair']);
    expect(names({ state: 'fixed' })).to.deep.equal(['closing']);
    expect(names({ action: 'fix' })).to.deep.equal([]);
  });

  it('lets a kind inherit from the kinds above it and from the service', () => {
    expect(service.type('lamp-dark')).to.deep.include({
      path: ['lamp', 'lamp-dark'],
      office: 'light',
      priority: 'high',
      limits: { repair: { workingDays: 5 } },
      leaf: true,
    });
    expect(service.type('lamp-flickers')?.limits).to.deep.equal({ repair: { workingDays: 9 } });
    expect(service.type('pole')).to.deep.include({
      office: 'works',
      priority: 'normal',
      limits: {},
    });
    expect(service.type('lamp')?.leaf).to.be.false;
  });

  it('checks answers against the form and the questions of the kind', () => {
    expect(service.validateAnswers('pole', { poles: 1 }).ok).to.be.true;
    expect(service.validateAnswers('lamp-flickers', { poles: 1, colour: 'white', often: true }).ok)
      .to.be.true;
    expect(
      pointers(service.validateAnswers('lamp-dark', { poles: 1, colour: 'red' })),
    ).to.deep.equal(['/answers/colour']);
    expect(pointers(service.validateAnswers('pole', { poles: 0 }))).to.deep.equal([
      '/answers/poles',
    ]);
    expect(service.validateAnswers('lamp-dark', { poles: 1 }).ok).to.be.false;
  });

  it('refuses an answer to what is not asked: it could be personal', () => {
    expect(service.validateAnswers('pole', { poles: 1, colour: 'white' }).ok).to.be.false;
  });

  it('checks what comes with an action or task', () => {
    expect(service.validateInput('action/fix', { hours: 2 }).ok).to.be.true;
    expect(pointers(service.validateInput('action/fix', { hours: 'two' }))).to.deep.equal([
      '/input/hours',
    ]);
    expect(service.validateInput('task/checks/visit', {}).ok).to.be.true;
    expect(pointers(service.validateInput('task/checks/visit', { a: 1 }))).to.deep.equal([
      '/input/a',
    ]);
  });

  it('says whose personal data an answer is', () => {
    expect(service.personalFields('lamp-dark')).to.deep.equal({ phone: 'reporter' });
    expect(service.personalFields(undefined)).to.deep.equal({ phone: 'reporter' });
  });

  it('finds personal fields that are asked only by condition', () => {
    const conditional = compiled((draft) =>
      Object.assign(draft.form.schema, {
        if: { properties: { poles: { const: 1 } } },
        then: { properties: { owner: { type: 'string', personal: { of: 'reporter' } } } },
        allOf: [{ properties: { email: { type: 'string', personal: { of: 'reporter' } } } }],
      }),
    );
    expect(conditional.personalFields(undefined)).to.have.all.keys('phone', 'owner', 'email');
  });

  it('runs rules; what the case does not have is null, an amount 0', () => {
    expect(value(service.test('answers.poles > 5', { ...noFacts, answers: { poles: 6 } }))).to.be
      .true;
    expect(value(service.test('tasks.visit = null and answers.colour = null', noFacts))).to.be.true;
    expect(value(service.number('amounts.cost + 5', noFacts))).to.equal(5);
    expect(value(service.value('case.openedOn', noFacts))).to.equal('2026-01-05');
  });

  it('says which rule failed', () => {
    const results = [
      service.test('answers.poles', noFacts),
      service.number('"a"', noFacts),
      service.value('answers.poles', noFacts),
    ];
    expect(results.map((result) => !result.ok && result.error.code)).to.deep.equal([
      'rule.failed',
      'rule.failed',
      'service.rule-without-value',
    ]);
  });

  it('names every rule and form that does not compile', () => {
    const result = compileService(
      tiny((draft) => {
        draft.documents[0]!.requiredWhen = 'answers.poles >';
        draft.workflow.actions[0]!.guard = 'nobody = 1';
        draft.form.schema.properties.poles.type = 'whole';
      }),
    );
    expect(!result.ok && result.error.code).to.equal('service.unusable');
    expect(pointers(result)).to.include.members([
      '/documents/0/requiredWhen',
      '/workflow/actions/0/guard',
      '/form/schema',
    ]);
  });

  it('gives the documents of the service and of the kind', () => {
    expect(service.documents('pole').map(({ kind }) => kind)).to.deep.equal(['photo']);
    expect(service.documents(undefined).map(({ kind }) => kind)).to.deep.equal(['photo']);
  });
});
