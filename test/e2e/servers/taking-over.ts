import { expect } from 'chai';
import type { Role } from '../../../scripts/configuration/settings.js';
import { riverton } from '../../api/city.js';
import { onCase } from '../../api/stories/story.js';
import { leaseSeconds } from '../../servers/city.js';
import { until, type Processes } from './processes.js';
import type { CaseReply } from '../../api/client.js';

/** For a process that folds to begin, on a machine that has other things to do. */
const slack = 2_000;
/** Who waits looks four times in a lease's life; then the life must have passed. */
const longestTakeOver = 1.25 * leaseSeconds * 1000 + slack;
/** Who waits sees at its next look that nobody holds it. */
const longestHandOver = 0.25 * leaseSeconds * 1000 + slack / 2;

const quick = {
  authority: riverton,
  service: 'quick',
  type: 'lamp',
  answers: { text: 'Soon over' },
};

/** One process of each role stands by, and goes on when the other is no more. */
export function othersTakeOver(processes: () => Processes): void {
  const stateOf = async (id: string): Promise<string> => {
    const [reader] = processes().of('read-api');
    const view = await processes().ask<CaseReply>('supervisor', reader, 'getCase', onCase(id));
    return view.state.code;
  };
  /** A case that lapses by itself. */
  const lapsing = () => processes().submit(processes().of('write-api')[0], { body: quick });
  /** A case that is linked to another one, which is told of it. */
  const linking = async () => {
    const [one, other] = processes().of('write-api');
    const first = await processes().submit(one);
    const second = await processes().submit(other);
    const link = { kind: 'duplicate-of', case: first };
    await processes().ask('supervisor', one, 'linkCase', { ...onCase(second), body: { link } });
    return first;
  };
  const isLinked = async (id: string): Promise<boolean> => {
    const [reader] = processes().of('read-api');
    const view = await processes().ask<CaseReply>('supervisor', reader, 'getCase', onCase(id));
    return view.links.length > 0;
  };

  it('settle what is due and react to events, each in one process at a time', async () => {
    const [id, first] = [await lapsing(), await linking()];
    await until(async () => (await stateOf(id)) === 'lapsed');
    await until(() => isLinked(first));
    for (const lease of ['timekeeper', 'reactions']) await processes().holderOf(lease);
  });

  for (const [signal, longest] of [
    ['SIGKILL', longestTakeOver],
    ['SIGTERM', longestHandOver],
  ] as const) {
    const ends = signal === 'SIGKILL' ? 'was killed' : 'was stopped';
    const handing = async (role: Role, lease: string): Promise<void> => {
      const holder = await processes().holderOf(lease);
      const ended = processes().end(holder, signal);
      const began = performance.now();
      expect(await ended).to.equal(signal === 'SIGKILL' ? null : 0);
      const heir = await processes().holderOf(lease);
      expect(heir.role).to.equal(role);
      expect(performance.now() - began, 'milliseconds').to.be.below(longest);
    };

    it(`fold the log where the process that did it ${ends}`, async () => {
      await handing('projections', 'projections');
      const id = await processes().submit(processes().of('write-api')[0]);
      expect(await stateOf(id)).to.equal('received');
      if (signal === 'SIGKILL') await processes().add('projections');
    });

    it(`keep time and react where the process that did it ${ends}`, async () => {
      await handing('timekeeper', 'timekeeper');
      const [id, first] = [await lapsing(), await linking()];
      await until(async () => (await stateOf(id)) === 'lapsed');
      await until(() => isLinked(first));
      if (signal === 'SIGKILL') await processes().add('timekeeper');
    });
  }

  it('hand the log over to a rebuild, which finds no difference, and take it back', async () => {
    const holder = await processes().holderOf('projections');
    const { code, output, errors } = await processes().city.run(['rebuild', 'cases']);
    expect(code, output + errors).to.equal(0);
    expect(holder.process.errors).to.contain('lease ended');
    expect(output).to.match(/^cases +\d+ +0$/m);
    await processes().holderOf('projections');
    const id = await processes().submit(processes().of('write-api')[1]);
    expect(await stateOf(id)).to.equal('received');
  });

  it('end with their work done when they are told to', async () => {
    for (const one of processes().all)
      expect(await processes().end(one, 'SIGTERM'), one.role).to.equal(0);
  });
}
