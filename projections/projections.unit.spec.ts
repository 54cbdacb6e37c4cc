import { expect } from 'chai';
import fc from 'fast-check';
import { instant } from '../domain/kernel/instant.js';
import { authority } from '../domain/kernel/authority.js';
import { CaseStory, timerSet } from '../test/given/case-story.js';
import { date } from '../test/given/service-story.js';
import { tiny } from '../test/samples/service.js';
import type { ServiceEvent } from '../domain/service/events.js';
import { streamName } from '../domain/kernel/ids.js';
import { queryable, queryableBy } from './catalogue.js';
import { fold } from './fold.js';
import { projections } from './index.js';
import { patch } from './patch.js';
import type { Projection, ProjectedEvent } from './projection.js';
import { checkDefinition, fieldNames } from './query/definition.js';
import { projected } from './recorded.js';
import { readModels, type Reader } from './visibility-rules.js';

const due = (day: string) => `2024-01-${day}T17:00:00Z`;
const timed = { timers: [timerSet('started', 'standard', due('10'), { standard: true })] };
const ended = { timers: [{ change: 'ended', timer: 'standard', by: 'action' } as const] };
const life = (reference: string, type: string) =>
  new CaseStory(reference)
    .tell('case.submitted.v1', { ...timed, type, answers: { what: 'two dogs' } })
    .tell('case.assigned.v1', { before: null, after: { kind: 'person', id: 'ravi' } })
    .tell('case.timer-passed.v1', { timer: 'standard', dueAt: instant(due('10')) })
    .tell('case.acted.v1', { ...ended, workingTime: 1000, answers: { what: null } })
    .tell('case.resolved.v1', { type, onTime: false })
    .tell('case.reopened.v1', { type })
    .tell('case.closed.v1', { type, onTime: true });

const lives: readonly (readonly ProjectedEvent[])[] = [
  life('A', 'dogs').events,
  life('B', 'dogs').events,
  life('C', 'cats').events,
  serviceLife(),
];

function serviceLife(): readonly ProjectedEvent[] {
  const [template] = new CaseStory().tell('case.submitted.v1').events;
  const stream = streamName('service-demo.riverton-street-light');
  const version = (number: number) => ({ definition: { ...tiny(), version: number } });
  const facts: readonly ServiceEvent[] = [
    { type: 'service.drafted.v1', data: version(1) },
    { type: 'service.published.v1', data: version(1) },
    { type: 'service.withdrawn.v1', data: { version: 1, from: date('2026-02-01'), reason: 'x' } },
    { type: 'service.published.v1', data: version(2) },
    { type: 'service.drafted.v1', data: version(3) },
    { type: 'service.draft-discarded.v1', data: { version: 3 } },
  ];
  return facts.map((fact, index) => ({ ...template!, ...fact, stream, revision: BigInt(index) }));
}

/** Events of all streams in one log: each stream in its order, the streams in any. */
const log: fc.Arbitrary<readonly ProjectedEvent[]> = fc
  .shuffledSubarray(
    lives.flatMap((events, stream) => events.map(() => stream)),
    { minLength: lives.flat().length },
  )
  .map((turns) => {
    const next = lives.map(() => 0);
    return turns.map((stream) => lives[stream]![next[stream]!++]!);
  });

const asStored = <T>(documents: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map(JSON.parse(JSON.stringify([...documents])) as readonly (readonly [string, T])[]);

const inPages = (projection: Projection, events: readonly ProjectedEvent[], size: number) => {
  let documents = fold(projection, []);
  for (let from = 0; from < events.length; from += size)
    documents = asStored(fold(projection, events.slice(from, from + size), documents));
  return documents;
};

describe('every projection', () => {
  for (const projection of projections)
    describe(projection.name, () => {
      it('has a definition that a read store takes, of its own name and version', () => {
        expect(() => checkDefinition(projection.collection)).to.not.throw();
        expect(projection.collection.name).to.equal(projection.name);
        expect(projection.collection.version).to.equal(projection.version);
      });

      it('gives the same documents however its events are grouped in pages', () =>
        fc.assert(
          fc.property(log, fc.integer({ min: 1, max: 25 }), (events, size) => {
            const whole = fold(projection, events);
            expect(inPages(projection, events, size)).to.deep.equal(asStored(whole));
          }),
          { numRuns: 30 },
        ));

      it('gives a stream the same documents whatever else happens in between', () =>
        fc.assert(
          fc.property(log, (events) => {
            const own = new Set(lives[2]!.flatMap((event) => projection.touches(event)));
            const alone = fold(projection, lives[2]!);
            const among = fold(projection, events);
            for (const id of own) expect(among.get(id)).to.deep.equal(alone.get(id));
          }),
          { numRuns: 20 },
        ));

      it('changes no document and no event that it is given', () => {
        const frozen = lives.flat().map((event) => deepFreeze(structuredClone(event)));
        let documents = fold(projection, []);
        for (const event of frozen) {
          documents = fold(projection, [event], documents);
          for (const body of documents.values()) deepFreeze(body);
        }
        expect(documents).to.deep.equal(fold(projection, lives.flat()));
      });
    });
});

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

describe('the catalogue of what may be queried', () => {
  const reader = (roles: readonly string[], kind: 'staff' | 'public' = 'staff'): Reader => ({
    actor: { id: 'me', kind, roles },
    authority: authority('pb'),
  });

  it('names every read model but those that only commands ask', () => {
    expect(Object.keys(queryable)).to.have.members([...readModels]);
    expect(projections.map(({ name }) => name)).to.have.members([...readModels, 'turns']);
  });

  it('offers all fields, texts and measures to who may see all', () => {
    for (const { name, fields, text } of queryableBy(reader(['auditor']))) {
      expect(Object.keys(fields)).to.have.members([...fieldNames(queryable[name])]);
      expect(text).to.equal((queryable[name].text ?? []).length > 0);
    }
  });

  it('offers to an analyst no field that is hidden from them', () => {
    const cases = queryableBy(reader(['analyst'])).find(({ name }) => name === 'cases');
    expect(cases?.fields).to.not.have.property('partyIds');
    expect(cases?.text).to.equal(false);
    expect(cases?.measures).to.include('amounts.*');
  });

  it('offers to the public only what is public', () =>
    expect(queryableBy(reader([], 'public')).map(({ name }) => name)).to.deep.equal([
      'service-levels',
      'services',
    ]));
});

describe('patches', () => {
  it('set and remove keys, and leave the original as it was', () => {
    const before: { readonly a: number; readonly b?: number } = { a: 1, b: 2 };
    expect(patch(before, { a: 3, b: undefined })).to.deep.equal({ a: 3 });
    expect(before).to.deep.equal({ a: 1, b: 2 });
  });
});

describe('recorded events as projected', () => {
  it('are in their newest version, without retired ones', () => {
    const { recorded } = new CaseStory().tell('case.submitted.v1').tell('case.acted.v1');
    const decode = ({ type }: { type: string }) =>
      type === 'case.acted.v1' ? undefined : { type: 'case.submitted.v2', data: { newer: true } };
    expect(
      projected(recorded, { decode }).map(({ type, data, revision }) => ({ type, data, revision })),
    ).to.deep.equal([{ type: 'case.submitted.v2', data: { newer: true }, revision: 0n }]);
  });
});
