import { expect } from 'chai';
import fc from 'fast-check';
import { streamName } from '../../domain/kernel/ids.js';
import { city, emptyCity, smallCity, type City } from '../../test/commands/city.js';
import { citizen, clerk, machine } from '../../test/commands/workbench.js';
import type { Dispatch } from '../dispatch.js';

const hour = 3_600_000;
const ann = { ...citizen('ann'), authority: city };
const staff = {
  ...clerk,
  actor: { id: 'ed', kind: 'staff', roles: ['electrician', 'clerk'] },
  authority: city,
} as const;

type Step = readonly [what: `case ${string}`, body: object, caller: Dispatch['caller']];

const stepsWith = (other: string): readonly Step[] => [
  ['case act', { action: 'note', comment: 'seen' }, staff],
  ['case act', { action: 'fix', input: { hours: 2 } }, staff],
  ['case comment', { comment: 'When?' }, ann],
  ['case comment', { comment: 'Soon', visibility: 'internal' }, staff],
  ['case assign', { assignee: { kind: 'person', id: 'ed' } }, staff],
  ['case assign', { assignee: null }, staff],
  ['case link', { link: { kind: 'child', case: other } }, staff],
  ['case unlink', { link: { kind: 'child', case: other }, reason: 'by mistake' }, staff],
  ['case reclassify', { priority: 'urgent', reason: 'dark' }, staff],
  ['case extend', { timer: 'repair', dueAt: '2026-09-01T00:00:00Z', reason: 'rain' }, staff],
  ['case complete-task', { group: 'checks', task: 'visit' }, staff],
  ['case settle', {}, machine],
];

async function stateOf(made: City, stream: string, fresh: boolean): Promise<unknown> {
  const peeked = await made.peek(streamName(stream), { caller: staff, fresh });
  if (peeked?.ok !== true) throw new Error('not found');
  return peeked.value.state;
}

describe('a case that two processes work on', () => {
  it('is in the memory of both, after any commands, what a reading of its log gives', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.nat(stepsWith('').length - 1), fc.nat(1), fc.integer({ min: 0, max: 30 })),
          {
            maxLength: 14,
          },
        ),
        async (walk) => {
          const one = await smallCity();
          const processes = [one, emptyCity({ store: one.store, clock: one.clock })] as const;
          const body = {
            type: 'pole',
            answers: { poles: 2, phone: '12345' },
            parties: [{ role: 'reporter', kind: 'person', person: 'ann', name: 'Ann' }],
          };
          const target = `${city}/street-light`;
          const other = await one.must('case submit', target, body, { caller: ann });
          const steps = stepsWith(other.stream.slice('case-'.length));
          const { stream } = await one.must('case submit', target, body, { caller: ann });
          for (const [index, by, hours] of walk) {
            one.clock.forward(hours * hour);
            const [what, asked, caller] = steps[index]!;
            await processes[by]!.do(what, stream.slice('case-'.length), asked, { caller });
          }
          const reader = emptyCity({ store: one.store, clock: one.clock });
          const expected = await stateOf(reader, stream, true);
          for (const made of processes)
            expect(await stateOf(made, stream, true)).to.deep.equal(expected);
          const times = (await one.events(stream)).map(({ meta }) => meta.occurredAt);
          expect([...times].sort()).to.deep.equal(times);
        },
      ),
      { numRuns: 8 },
    ));
});
