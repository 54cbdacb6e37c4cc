import { expect } from 'chai';
import { allowedOperations } from '../../domain/case/allowed.js';
import { streamName } from '../../domain/kernel/ids.js';
import { instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import {
  administrator,
  calendar,
  city,
  emptyCity,
  publishService,
  smallCity,
  state,
  type City,
} from '../../test/commands/city.js';
import { citizen, clerk, importer, machine } from '../../test/commands/workbench.js';
import { tinyService } from '../../test/samples/service.js';
import type { Caller, Done } from '../dispatch.js';

const day = 86_400_000;
const target = `${city}/street-light`;
const ann: Caller = { ...citizen('ann'), authority: city };
const electrician: Caller = {
  ...clerk,
  actor: { id: 'ed', kind: 'staff', roles: ['electrician'] },
  authority: city,
};
const report = (name = 'Ann') => ({
  type: 'pole',
  parties: [{ role: 'reporter', kind: 'person', person: 'ann', name }],
  answers: { poles: 2, phone: '12345' },
});
const fix = { action: 'fix', input: { hours: 2 } };

const codeOf = (result: Result<unknown, Rejection>): string =>
  result.ok ? 'ok' : result.error.code;
const referenceOf = ({ stream }: Pick<Done, 'stream'>): string => stream.slice('case-'.length);

async function reported(made: City): Promise<string> {
  return referenceOf(await made.must('case submit', target, report(), { caller: ann }));
}

describe('a case', () => {
  it('is submitted under the service in force, in a stream named by a new reference', async () => {
    const made = await smallCity();
    const done = await made.must('case submit', target, report(), { caller: ann });
    expect(done.stream).to.match(/^case-[0-9A-HJKMNP-TV-Z]{9}$/);
    const [submitted] = await made.events(done.stream);
    expect(submitted?.data).to.deep.include({
      reference: referenceOf(done),
      service: 'street-light',
      version: 1,
      definedBy: city,
    });
    expect(submitted?.meta).to.include({ authority: city, origin: 'actor' });
  });

  it('submitted again by the same request is the same case', async () => {
    const made = await smallCity();
    const again = { caller: ann, idempotencyKey: 'mine' };
    const first = await made.must('case submit', target, report(), again);
    const second = await made.must('case submit', target, report(), again);
    expect(second).to.deep.equal({ ...first, repeated: true });
    expect(codeOf(await made.do('case submit', target, report('Anna'), again))).to.equal(
      'request.key-reused',
    );
  });

  for (const [what, where, code] of [
    ['an unknown service', `${city}/moonlight`, 'catalogue.service-unknown'],
    ['no service', 'street-light', 'request.unknown-target'],
  ] as const)
    it(`of ${what} is refused`, async () => {
      const made = await smallCity();
      expect(codeOf(await made.do('case submit', where, report(), { caller: ann }))).to.equal(code);
    });

  for (const [reference, code] of [
    ['000000000', 'case.unknown'],
    ['0000-0000 0', 'case.unknown'],
    ['000000001', 'reference.mistyped'],
    ['x', 'reference.malformed'],
  ] as const)
    it(`that does not exist is not found: ${reference}`, async () => {
      const result = await emptyCity().do('case comment', reference, { comment: 'Hm' });
      expect(codeOf(result)).to.equal(code);
    });

  it('is moved on by who may, and by nobody else', async () => {
    const made = await smallCity();
    const reference = await reported(made);
    const act = (caller: Caller) => made.do('case act', reference, fix, { caller });
    expect(codeOf(await act({ ...citizen('bob'), authority: city }))).to.equal(
      'access.not-related',
    );
    expect(codeOf(await act({ ...electrician, authority: 'demo.hillside' as never }))).to.equal(
      'access.outside',
    );
    expect(codeOf(await act(ann))).to.equal('case.action-forbidden');
    expect(codeOf(await act(electrician))).to.equal('ok');
  });

  it('keeps its version when a new one is published', async () => {
    const made = await smallCity();
    const reference = await reported(made);
    await publishService(made, { ...tinyService, effectiveFrom: '2026-03-02' });
    await made.must('case act', reference, fix, { caller: electrician });
    const next = await made.must('case submit', target, report(), { caller: ann });
    const versions = await Promise.all(
      [`case-${reference}`, next.stream].map(async (stream) => {
        const peeked = await made.peek(streamName(stream), { caller: electrician });
        return peeked?.ok === true ? peeked.value.context.service.definition.version : undefined;
      }),
    );
    expect(versions).to.deep.equal([1, 2]);
  });

  it("keeps the state's definition when its city publishes one of its own, also back-dated", async () => {
    const made = emptyCity();
    const caller = administrator(state);
    await made.must('reference publish', `${state}/office-hours`, calendar(), { caller });
    await publishService(
      made,
      Object.assign({ ...tinyService, authority: 'demo' }, { overridable: ['limits'] }),
    );
    const running = await reported(made);
    const overrides = { limits: { repair: { workingDays: 1 } } };
    const adoption = { of: state, effectiveFrom: '2026-01-01', overrides };
    await made.must('service adopt', target, adoption);
    await made.must('service publish', target, {});
    const later = await reported(made);
    const definers = await Promise.all(
      [running, later].map(async (reference) => {
        await made.must('case act', reference, fix, { caller: electrician });
        const peeked = await made.peek(streamName(`case-${reference}`), { caller: electrician });
        if (peeked?.ok !== true) throw new Error('not found');
        const { authority, version } = peeked.value.context.service.definition;
        const [submitted] = await made.events(`case-${reference}`);
        return [`${authority}/${version}`, (submitted?.data as { definedBy: string }).definedBy];
      }),
    );
    expect(definers).to.deep.equal([
      ['demo/1', 'demo'],
      ['demo.riverton/1', 'demo.riverton'],
    ]);
    made.clock.set(instant('2026-04-01T00:00:00Z'));
    for (const [reference, definedBy] of [
      [running, 'demo'],
      [later, 'demo.riverton'],
    ] as const) {
      await made.must('case settle', reference, {}, { caller: machine });
      const derived = (await made.events(`case-${reference}`)).filter(
        ({ meta }) => meta.origin === 'policy',
      );
      expect(derived.length).to.be.greaterThan(0);
      for (const { meta } of derived)
        expect(meta.rule).to.include({ service: 'street-light', definedBy, version: 1 });
    }
  });

  it('can be looked at ahead of its timers without anything being written', async () => {
    const made = await smallCity();
    const reference = await reported(made);
    await made.must('case act', reference, fix, { caller: electrician });
    const stream = streamName(`case-${reference}`);
    const before = (await made.events(stream)).length;
    const at = instant('2026-04-01T00:00:00Z');
    const peeked = await made.peek(stream, { caller: electrician, at });
    if (peeked?.ok !== true) throw new Error('not found');
    const { state, due, context, revision } = peeked.value;
    expect(state).to.include({ status: 'closed', state: 'closed' });
    expect(due).to.be.greaterThan(0);
    expect(revision).to.equal(BigInt(before - 1));
    expect(allowedOperations(state, context)).to.include('comment');
    expect(await made.events(stream)).to.have.length(before);
    expect(await made.peek(streamName('case-000000000'), { caller: ann })).to.equal(undefined);
  });

  it('has the same facts whether the timekeeper came first or a command', async () => {
    const facts = async (timekeeper: boolean) => {
      const made = await smallCity();
      const reference = await reported(made);
      await made.must('case act', reference, fix, { caller: electrician });
      made.clock.forward(10 * day);
      if (timekeeper) await made.must('case settle', reference, {}, { caller: machine });
      await made.must('case comment', reference, { comment: 'Done?' }, { caller: electrician });
      return (await made.events(`case-${reference}`)).slice(2).map(({ type, data, meta }) => {
        const { actor, origin, rule, channel, occurredAt } = meta;
        return { type, data, actor, origin, rule, channel, occurredAt };
      });
    };
    const without = await facts(false);
    expect(without.map(({ type }) => type)).to.include('case.timer-passed.v1');
    expect(await facts(true)).to.deep.equal(without);
  });

  it('is lived through again by an import, at the times it had', async () => {
    const made = await smallCity();
    const history = (at: string) =>
      ({
        caller: { ...importer, authority: city },
        occurredAt: instant(at),
        origin: 'import',
      }) as const;
    const done = await made.must('case submit', target, report(), history('2026-01-05T05:00:00Z'));
    const reference = referenceOf(done);
    await made.must('case act', reference, fix, history('2026-01-06T05:00:00Z'));
    const late = await made.do('case act', reference, fix, history('2026-01-05T06:00:00Z'));
    expect(codeOf(late)).to.equal('request.out-of-order');
    await made.must('case settle', reference, {}, { caller: machine });
    const times = (await made.events(done.stream)).map(({ meta }) => meta.occurredAt);
    expect([...times].sort()).to.deep.equal(times);
    expect(times.at(-1)).to.equal('2026-01-09T05:00:00.000Z');
  });

  it('asks for workloads only when an assignment turns on them', async () => {
    const asked: (readonly string[])[] = [];
    const facts = {
      workload: (ids: readonly string[]) => {
        asked.push(ids);
        return Promise.resolve({ ed: 3, eve: 1 });
      },
    };
    const made = await smallCity({ facts });
    await reported(made);
    expect(asked).to.deep.equal([]);
    const offices = [
      { code: 'works', title: { en: 'Works' }, staff: { electrician: ['ed', 'eve'] } },
    ];
    await made.must('reference publish', `${city}/offices`, {
      kind: 'offices',
      effectiveFrom: '2020-01-01',
      value: { offices },
    });
    const assignment = [
      { states: ['new'], strategy: 'least-loaded', office: 'works', role: 'electrician' },
    ];
    await publishService(
      made,
      Object.assign({ ...tinyService, effectiveFrom: '2026-03-02' }, { assignment }),
    );
    const reference = await reported(made);
    expect(asked).to.deep.equal([['ed', 'eve']]);
    const assigned = (await made.events(`case-${reference}`)).find(
      ({ type }) => type === 'case.assigned.v1',
    );
    expect(assigned?.data).to.deep.include({ after: { kind: 'person', id: 'eve' } });
  });
});
